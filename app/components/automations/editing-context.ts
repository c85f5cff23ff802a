import { createContext, useContext } from "react";
import type { Trigger } from "../../core/automations/triggers.ts";
import type { AutomationChoices } from "../../pages/automation-choices.ts";

/** What every part of the editor needs to know of the automation being edited. */
export type Editing = {
  trigger: Trigger;
  /** The shop's currency; amounts are asked in it. */
  currency: string;
  choices: AutomationChoices;
  /** What saving said of the field at this path of the definition, in words. */
  problemAt(path: string): string | undefined;
};

const EditingContext = createContext<Editing | null>(null);

export const EditingProvider = EditingContext.Provider;

export function useEditing(): Editing {
  const editing = useContext(EditingContext);
  if (!editing) throw new Error("A part of the automation editor stands outside of it.");
  return editing;
}
