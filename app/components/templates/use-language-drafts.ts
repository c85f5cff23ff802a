import { useEffect, useState } from "react";
import type { TemplateDraft } from "../../core/templates/model.ts";
import { changesOf, type Draft } from "../use-draft.ts";
import { usedVariables } from "./used-variables.ts";

/** What is written, by language. */
export type LanguageDrafts = Record<string, TemplateDraft>;

/** Of what was typed, the languages that say something other than what is saved. */
export function changedLanguages(typed: LanguageDrafts, saved: LanguageDrafts): LanguageDrafts {
  return Object.fromEntries(Object.entries(typed).filter(([code, draft]) => wordsOf(draft) !== wordsOf(saved[code])));
}

/** Examples of variables that are not there any more say nothing. */
function wordsOf(draft: TemplateDraft | undefined): string | undefined {
  if (!draft) return undefined;
  const used = new Set(usedVariables(draft));
  const samples = Object.entries(draft.samples).filter(([key]) => used.has(key));
  return JSON.stringify({ ...draft, samples });
}

/**
 * What a person has typed but not saved, language by language. A language they did not touch follows what is saved, also
 * when somebody else saves it meanwhile: it never counts as a change of theirs.
 */
export function useLanguageDrafts(
  saved: LanguageDrafts,
  version: number,
): Draft<LanguageDrafts> & { changed: TemplateDraft[] } {
  const [begun, setBegun] = useState<{ typed: LanguageDrafts; version: number } | null>(null);
  const changed = changedLanguages(begun?.typed ?? {}, saved);
  const dirty = begun !== null && Object.keys(changed).length > 0;
  // Once it is saved, or typed back, a language is nobody's; it is not taken up again when somebody else changes it.
  const settled = begun !== null && Object.keys(changed).length < Object.keys(begun.typed).length;
  useEffect(() => {
    if (!settled) return;
    setBegun((before) => {
      const typed = changedLanguages(before?.typed ?? {}, saved);
      return before && Object.keys(typed).length > 0 ? { ...before, typed } : null;
    });
  }, [saved, settled]);
  return {
    value: { ...saved, ...changed },
    version: dirty ? begun.version : version,
    dirty,
    changed: Object.values(changed),
    set: (patch) =>
      setBegun((before) => {
        const typed = { ...before?.typed };
        const changes = changesOf(patch, { ...saved, ...typed });
        for (const [code, draft] of Object.entries(changes)) if (draft) typed[code] = draft;
        return { version: before?.version ?? version, typed };
      }),
    reset: () => setBegun(null),
    rebase: (newVersion) => setBegun((before) => before && { ...before, version: newVersion }),
  };
}
