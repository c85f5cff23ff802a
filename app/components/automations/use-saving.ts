import { useFetcher } from "@remix-run/react";
import { useMemo, useRef } from "react";
import type { Obstacle } from "../../pages/automation-obstacles.ts";
import type { EditedAutomation } from "../../pages/automations.ts";
import type { Draft } from "../use-draft.ts";
import { useSave, type SaveAnswer } from "../use-save.ts";
import type { AutomationDraft } from "./automation-editor.tsx";
import { ownProblems, type OwnedProblem } from "./problems.ts";

export type AutomationSaved = Exclude<SaveAnswer, { outcome: "saved" }> | { outcome: "saved"; version: number };
export type AutomationSwitched =
  { outcome: "switched"; enabled: boolean } | { outcome: "refused"; obstacles: Obstacle[] } | { outcome: "not_found" };

/** Saving an automation, and what is said of it: of what was sent when it was refused, of what is saved otherwise. */
export function useSaving(draft: Draft<AutomationDraft>, automation: EditedAutomation) {
  const { definition } = draft.value;
  const sent = useRef(draft.value);
  const { save, saving, answer, problemOf } = useSave<AutomationSaved>({
    onSaved(saved) {
      // What was typed while it was being saved is kept, on top of what is saved now.
      if (saved.outcome !== "saved") return;
      if (JSON.stringify(draft.value) === JSON.stringify(sent.current)) draft.reset();
      else draft.rebase(saved.version);
    },
  });
  function send(version: number) {
    sent.current = draft.value;
    save({ intent: "save", ...draft.value, version });
  }
  const refused = answer?.outcome === "invalid" && !saving && draft.dirty ? answer.problems : null;
  const problems = useMemo(
    () => [
      ...(refused ? ownProblems(refused.map(withPath), sent.current.definition, definition) : []),
      ...ownProblems(automation.problems, automation.definition, definition),
    ],
    [refused, automation.problems, automation.definition, definition],
  );
  // Not while the page still reads what is saved now: an answer pressed then would send nothing.
  const told = answer?.outcome === "conflict" && !saving ? answer.version : null;
  const conflict = told !== null && draft.dirty && draft.version < told ? told : null;
  return {
    saving,
    refused: refused !== null,
    problems: withoutRepeats(problems),
    nameProblem: problemOf("name"),
    /** The version somebody else saved meanwhile. */
    conflict,
    save: () => send(draft.version),
    saveOver(version: number) {
      draft.rebase(version);
      send(version);
    },
  };
}

/** A problem's field is its path in the definition, with dots. */
function withPath({ field, ...problem }: { field: string; key: string; values?: Record<string, string | number> }) {
  return { ...problem, path: field.split("."), severity: "error" as const };
}

function withoutRepeats(problems: OwnedProblem[]): OwnedProblem[] {
  const same = (one: OwnedProblem) => `${one.owner} ${one.field} ${one.key}`;
  return problems.filter((one, index) => problems.findIndex((other) => same(other) === same(one)) === index);
}

/** Switching on and off; once at a time. */
export function useSwitch() {
  const fetcher = useFetcher<AutomationSwitched>();
  const switching = fetcher.state !== "idle";
  const answer = switching ? undefined : fetcher.data;
  return {
    switching,
    obstacles: answer?.outcome === "refused" ? answer.obstacles : [],
    toggle(enabled: boolean) {
      if (switching) return;
      fetcher.submit({ intent: "switch", enabled }, { method: "post", encType: "application/json" });
    },
  };
}
