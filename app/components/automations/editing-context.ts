import { createContext, useContext } from "react";
import type { Trigger } from "../../core/automations/triggers.ts";
import type { AutomationChoices } from "../../pages/automation-choices.ts";

/** What every part of the editor needs to know of the automation being edited. */
export type Editing = {
  trigger: Trigger;
  /** The shop's currency; amounts are asked in it. */
  currency: string;
  choices: AutomationChoices;
  /** Saving was tried: what is missing is said everywhere, not only where somebody has been. */
  submitted: boolean;
  /** What was said of a field ("template", "if.all.0") of an owner: "start", "stops", or a step's id. */
  problemAt(owner: string, field: string): string | undefined;
  /** The first thing that was said of an owner. */
  problemOf(owner: string): { text: string; severity: "error" | "waits" } | undefined;
};

const EditingContext = createContext<Editing | null>(null);

export const EditingProvider = EditingContext.Provider;

export function useEditing(): Editing {
  const editing = useContext(EditingContext);
  if (!editing) throw new Error("A part of the automation editor stands outside of it.");
  return editing;
}
