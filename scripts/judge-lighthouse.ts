/**
 * What Lighthouse found of one page on a phone. When its largest piece stands (LCP): `reckonedMs`, from a fast load and the
 * shape of its requests, on which the score rests; `measuredMs`, with network and processor really slowed.
 */
export type Figures = { score: number; reckonedMs: number; measuredMs: number; cls: number; bytes: number };

/** In points of the score. */
const allowedFall = 1;
/** A file more to wait for costs a round trip of 150 ms in Lighthouse's simulated network; what is left of noise, far less. */
const allowedDelayMs = 100;

/** The median of each figure over an odd number of runs; of what moved, the worst. */
export function summarise(runs: Figures[]): Figures {
  const middle = (name: keyof Figures) => {
    const sorted = runs.map((run) => run[name]).sort((one, other) => one - other);
    const [value = Number.NaN] = sorted.slice((sorted.length - 1) / 2);
    return value;
  };
  return {
    score: middle("score"),
    reckonedMs: middle("reckonedMs"),
    measuredMs: middle("measuredMs"),
    bytes: middle("bytes"),
    cls: Math.max(...runs.map(({ cls }) => cls)),
  };
}

/** What our blocks do to a page that they must not. A figure that is missing counts as bad. */
export function judge(path: string, without: Figures, withOurs: Figures): string[] {
  const problems: string[] = [];
  if (!(without.score - withOurs.score <= allowedFall))
    problems.push(`${path}: the score falls from ${without.score} to ${withOurs.score}.`);
  for (const how of ["reckoned", "measured"] as const) {
    const [before, after] = [without[`${how}Ms`], withOurs[`${how}Ms`]];
    if (!(after - before <= allowedDelayMs))
      problems.push(
        `${path}: the largest piece stands after ${after.toFixed(0)} ms (${how}), without our blocks after ${before.toFixed(0)}.`,
      );
  }
  if (!(withOurs.cls <= 0)) problems.push(`${path}: something moves (CLS ${withOurs.cls}).`);
  return problems;
}
