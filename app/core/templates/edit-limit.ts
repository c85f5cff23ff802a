const dayMs = 86_400_000;
/** Meta, "Edit templates": an approved one takes one edit in 24 hours and ten in 30 days. */
const perMonth = 10;

/** When an approved template may next be edited; null: now. `editedAt`: earlier edits, in any order. */
export function nextEditAt(editedAt: readonly Date[], now: Date): Date | null {
  const recent = recentEdits(editedAt, now);
  const newest = recent.at(-1);
  if (!newest) return null;
  const afterDay = newest.getTime() + dayMs;
  const oldest = recent.length >= perMonth ? recent.at(-perMonth) : undefined;
  const afterMonth = oldest ? oldest.getTime() + 30 * dayMs : 0;
  const next = Math.max(afterDay, afterMonth);
  return next > now.getTime() ? new Date(next) : null;
}

/** Edits that still count, oldest first. */
export function recentEdits(editedAt: readonly Date[], now: Date): Date[] {
  return editedAt
    .filter((at) => now.getTime() - at.getTime() < 30 * dayMs)
    .toSorted((one, other) => one.getTime() - other.getTime());
}
