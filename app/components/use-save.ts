import { useFetcher } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

/** What is wrong with one field; `key` is an i18n key. */
export type FieldProblem = { field: string; key: string; values?: Record<string, string | number> };

/** What a route's action answers to a form. */
export type SaveAnswer =
  /** `version`: of what is saved now, where a draft stands on one. */
  | { outcome: "saved"; version?: number }
  | { outcome: "invalid"; problems: FieldProblem[] }
  /** Somebody saved meanwhile; `version` is of what is saved now. */
  | { outcome: "conflict"; version: number }
  /** Not a field's fault; `key` says what to do. */
  | { outcome: "refused"; key: string; values?: Record<string, string | number> };

/**
 * Sends a form's JSON to the route's own action (or to `action`), once at a time: a double click sends it once. Says "saved"
 * in a toast; everything else is the page's to show, where it belongs.
 */
export function useSave<A extends SaveAnswer = SaveAnswer>(
  /** `told`: key of what the toast says when it went well; "Saved" otherwise. */
  options: { action?: string; told?: string; onSaved?: (answer: A) => void } = {},
) {
  const fetcher = useFetcher<A>();
  const { t } = useTranslation();
  const saving = fetcher.state !== "idle";
  const answer = fetcher.data as A | undefined;
  const told = useRef<A | undefined>(undefined);
  /** Two clicks come before the page is drawn again, so what was drawn can not tell them apart. */
  const sent = useRef(false);
  const sentOnto = useRef<unknown>(undefined);
  useEffect(() => {
    if (!saving) sent.current = false;
  }, [saving]);
  const { onSaved, told: words = "forms.saved" } = options;
  useEffect(() => {
    if (saving || !answer || told.current === answer) return;
    told.current = answer;
    if (answer.outcome !== "saved") return;
    window.shopify?.toast.show(t(words));
    onSaved?.(answer);
  }, [saving, answer, onSaved, words, t]);
  return {
    saving,
    answer,
    problemOf(field: string): string | undefined {
      if (answer?.outcome !== "invalid") return undefined;
      const problem = answer.problems.find((one) => one.field === field);
      return problem ? t(problem.key, problem.values ?? {}) : undefined;
    },
    /**
     * The version somebody else saved meanwhile, as long as the person has not said what is to become of theirs: kept or
     * dropped, their draft stands on another version than the one that was sent. Null while it is sent anew.
     */
    conflictOf(draft: { version: number; dirty: boolean }): number | null {
      if (saving || answer?.outcome !== "conflict") return null;
      return draft.dirty && draft.version === sentOnto.current ? answer.version : null;
    },
    /** `version` in it: what is saved must still be this one. */
    save(body: object) {
      if (saving || sent.current) return;
      sent.current = true;
      sentOnto.current = "version" in body ? body.version : undefined;
      // A form's values are JSON by construction; the type of submit() asks for an index signature.
      fetcher.submit(body as Parameters<typeof fetcher.submit>[0], {
        method: "post",
        encType: "application/json",
        ...(options.action ? { action: options.action } : {}),
      });
    },
  };
}
