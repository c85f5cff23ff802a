import type { Log, WakeReason } from "../core/ports.ts";

/** What one pass of a loop found. */
export type Pass = {
  /** There is more to do right now. */
  more: boolean;
  /** When something becomes due, if that is known to be sooner than the next poll. */
  nextInMs?: number;
};

export type LoopOptions = {
  name: string;
  wakesOn: WakeReason | null;
  /** The wait when nothing wakes it: what a lost wake-up costs at most. */
  pollMs: number;
  /** After a wake-up it waits so long for more of the same, so that one pass takes in many. Default: not at all. */
  gatherMs?: number;
  pass(): Promise<Pass>;
};

export type RunningLoop = {
  wake(): void;
  /** Resolves when the pass under way has ended; no other begins. */
  stop(): Promise<void>;
};

const firstRetryMs = 500;
const longestRetryMs = 30_000;

/** Runs passes for ever: at once while there is more, else on a wake-up or a poll; after an error with growing waits. */
export function runLoop({ name, pollMs, gatherMs = 0, pass }: LoopOptions, log: Log): RunningLoop {
  let stopping = false;
  let woken = false;
  let interrupt = () => {};
  let failures = 0;

  function rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      interrupt = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Not ended by further wake-ups: they are what it waits for. */
  async function gather(): Promise<void> {
    const wait = rest(gatherMs);
    const end = interrupt;
    interrupt = () => {
      if (stopping) end();
    };
    await wait;
  }

  async function step(): Promise<number> {
    try {
      const { more, nextInMs } = await pass();
      failures = 0;
      return more ? 0 : Math.min(pollMs, Math.max(1, nextInMs ?? pollMs));
    } catch (error) {
      failures += 1;
      log.error("a loop failed and will try again", { loop: name, failures, error });
      return Math.min(longestRetryMs, firstRetryMs * 2 ** (failures - 1));
    }
  }

  async function run(): Promise<void> {
    while (!stopping) {
      woken = false;
      const waitMs = await step();
      if (stopping) break;
      if (waitMs === 0) {
        await new Promise((resolve) => setImmediate(resolve));
        continue;
      }
      // A wake-up during the pass may be about something the pass had read past: look again. Not after an error.
      if (!woken || failures > 0) await rest(waitMs);
      if (woken && gatherMs > 0 && !stopping) await gather();
    }
  }

  const ended = run();
  return {
    wake: () => {
      woken = true;
      if (failures === 0) interrupt();
    },
    stop: () => {
      stopping = true;
      interrupt();
      return ended;
    },
  };
}
