import { createContext, useContext } from "react";
import type { TemplateChoice, TemplatePreview } from "../../pages/template-previews.ts";

export type Previews = {
  /** Every template there is to choose. */
  templates: readonly TemplateChoice[];
  /** By the template's name; null: there is no such template. */
  known: Readonly<Record<string, TemplatePreview | null>>;
  /** Asks for one that is not known yet. */
  ask(template: string): void;
};

const PreviewsContext = createContext<Previews>({ templates: [], known: {}, ask: () => undefined });

export const PreviewsProvider = PreviewsContext.Provider;

export function usePreviews(): Previews {
  return useContext(PreviewsContext);
}

/** Undefined: not known yet. */
export function usePreviewOf(template: string): TemplatePreview | null | undefined {
  return useContext(PreviewsContext).known[template];
}
