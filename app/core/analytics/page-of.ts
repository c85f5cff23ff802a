export type Place = { before?: string; after?: string };

export type PageOf<T> = { rows: T[]; older: string | null; newer: string | null };

/** Rows newest first lie between these ids; one more than a page tells whether there is a further one. */
export function placeOf({ before, after }: Place) {
  return {
    ...(after !== undefined ? { id: { gt: after } } : before !== undefined ? { id: { lt: before } } : {}),
  };
}

export function directionOf({ after }: Place): "asc" | "desc" {
  return after !== undefined ? "asc" : "desc";
}

/** Cuts one page out of what was read in its direction, and says whether there is more on either side. */
export function pageOf<T extends { id: string }>(read: T[], perPage: number, { before, after }: Place): PageOf<T> {
  const upwards = after !== undefined;
  const further = read.length > perPage;
  const rows = read.slice(0, perPage);
  if (upwards) rows.reverse();
  return {
    rows,
    older: upwards || further ? (rows.at(-1)?.id ?? null) : null,
    newer: (upwards ? further : before !== undefined) ? (rows[0]?.id ?? null) : null,
  };
}
