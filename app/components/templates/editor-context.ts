import { createContext, useContext } from "react";
import type { limits } from "../../core/templates/limits.ts";
import type { TemplateDraft } from "../../core/templates/model.ts";
import type { VariableChoice } from "../../core/templates/variable-choices.ts";

/** What every part of the template editor needs: the draft of one language, and how to change it. */
export type TemplateEditing = {
  draft: TemplateDraft;
  change(patch: Partial<TemplateDraft> | ((now: TemplateDraft) => Partial<TemplateDraft>)): void;
  /** The sentence beside a field; only once the person has left it, or tried to submit. */
  errorOf(field: string): string | undefined;
  touch(field: string): void;
  variables: VariableChoice[];
  /** An example of each variable in the draft's language. */
  examples: Record<string, string>;
  limits: typeof limits;
  /** What a link variable is put behind. */
  linkBase: string;
};

export const EditingContext = createContext<TemplateEditing | null>(null);

export function useEditing(): TemplateEditing {
  const editing = useContext(EditingContext);
  if (!editing) throw new Error("Parts of the template editor stand inside it.");
  return editing;
}
