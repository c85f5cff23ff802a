import type { Engine } from "./engines.ts";

/** What every benchmark is given. */
export type Run = {
  engine: Engine;
  /** Fewer and shorter rounds: to see that it works, not to quote. */
  quick: boolean;
  /** Children of the app write a CPU profile into this directory when they end. */
  profileDir: string | undefined;
  say(text: string): void;
};

/** One measured number beside its limit, both of the same run. */
export type Figure = {
  name: string;
  value: number;
  unit: string;
  /** What the same machine does, or the platform allows, at best. */
  limit?: { name: string; value: number };
  aim?: { text: string; met: boolean };
};

export type Benchmark = (run: Run) => Promise<Figure[]>;
