import { useEffect, useMemo, useState } from "react";

export type Draft<T> = {
  value: T;
  /** Version of what the draft was begun from; saving onto another is a conflict. */
  version: number;
  dirty: boolean;
  /** A function is given the newest, also while what was typed last has not been drawn yet. */
  set(patch: Partial<T> | ((now: T) => Partial<T>)): void;
  reset(): void;
  /** Keeps what was typed, but on top of another version: "save mine all the same". */
  rebase(version: number): void;
};

/**
 * What a person has typed but not saved. Follows what is saved (pages look again every few seconds) until the first
 * change; from then on nothing but the person changes it, until what is saved says the same. Compared by its JSON.
 */
export function useDraft<T extends object>(saved: T, version: number): Draft<T> {
  const [begun, setBegun] = useState<{ value: T; version: number } | null>(null);
  const savedJson = useMemo(() => jsonOf(saved), [saved]);
  const dirty = begun !== null && jsonOf(begun.value) !== savedJson;
  useEffect(() => {
    // Asked again when it is applied: somebody may have typed on since this was drawn.
    if (!dirty) setBegun((before) => (before && jsonOf(before.value) !== savedJson ? before : null));
  }, [dirty, savedJson]);
  const current = dirty ? begun : { value: saved, version };
  return {
    ...current,
    dirty,
    set: (patch) =>
      setBegun((before) => {
        const base = before ?? { value: saved, version };
        return { ...base, value: { ...base.value, ...changesOf(patch, base.value) } };
      }),
    reset: () => setBegun(null),
    rebase: (newVersion) => setBegun((before) => (before ? { ...before, version: newVersion } : before)),
  };
}

export function changesOf<T extends object>(patch: Partial<T> | ((now: T) => Partial<T>), now: T): Partial<T> {
  return typeof patch === "function" ? patch(now) : patch;
}

/** What was added by hand stands last, and elsewhere once it is saved: the order of the parts is no change. */
function jsonOf(value: object): string {
  return JSON.stringify(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
