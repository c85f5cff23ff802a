import { expect, it } from "vitest";
import { judge, summarise, type Figures } from "../../scripts/judge-lighthouse.ts";

const page: Figures = { score: 98, reckonedMs: 1000, measuredMs: 2000, cls: 0, bytes: 9000 };

it.each<[Partial<Figures>, RegExp | null]>([
  [{ reckonedMs: 1100, measuredMs: 2100, score: 97, bytes: 30_000 }, null],
  [{ reckonedMs: 1101 }, /^\/: the largest piece stands after 1101 ms \(reckoned\), without our blocks after 1000\.$/],
  [{ measuredMs: 2101 }, /2101 ms \(measured\)/],
  [{ reckonedMs: Number.NaN }, /largest piece/],
  [{ score: 96 }, /score falls from 98 to 96/],
  [{ cls: 0.001 }, /moves/],
])("Lighthouse's figures with our blocks, %o, against those without", (changed, wanted) => {
  const problems = judge("/", page, { ...page, ...changed });
  expect(problems).toEqual(wanted ? [expect.stringMatching(wanted)] : []);
});

it("of several runs the median of each figure counts, and every move", () => {
  const runs = [
    { ...page, score: 70, reckonedMs: 900 },
    { ...page, score: 99, reckonedMs: 2000, cls: 0.2 },
    { ...page, score: 98, reckonedMs: 1000 },
  ];
  expect(summarise(runs)).toEqual({ ...page, score: 98, reckonedMs: 1000, cls: 0.2 });
});
