import type { SandboxClock } from "./options.ts";

type Item = { at: number; order: number; run: () => void };

export type Scheduler = {
  at(time: number, run: () => void): void;
  /** Does everything due by now, also what that makes due. */
  runDue(): number;
  pending(): number;
  clear(): void;
  stop(): void;
};

const pollSoonMs = 20;
const pollLaterMs = 100;

/**
 * A queue of things to do by a clock that may jump. In auto mode a timer looks at the clock while something waits, so
 * that time travel is noticed; the timers never keep a process alive.
 */
export function createScheduler(clock: SandboxClock, auto: boolean): Scheduler {
  let heap: Item[] = [];
  let order = 0;
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  function arm(): void {
    const first = heap[0];
    if (!auto || stopped || timer || !first) return;
    const wait = first.at - clock.now();
    timer = setTimeout(tick, Math.max(0, Math.min(wait, wait > 1000 ? pollLaterMs : pollSoonMs)));
    timer.unref();
  }

  function tick(): void {
    timer = null;
    runDue();
    arm();
  }

  function runDue(): number {
    const now = clock.now();
    let done = 0;
    for (let first = heap[0]; first && first.at <= now; first = heap[0]) {
      pop();
      first.run();
      done += 1;
    }
    return done;
  }

  function pop(): void {
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let index = 0;
    for (;;) {
      const left = heap[2 * index + 1];
      const right = heap[2 * index + 2];
      let child = left;
      let childIndex = 2 * index + 1;
      if (left && right && before(right, left)) {
        child = right;
        childIndex += 1;
      }
      if (!child || !before(child, last)) break;
      heap[index] = child;
      index = childIndex;
    }
    heap[index] = last;
  }

  function push(item: Item): void {
    let index = heap.length;
    heap.push(item);
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = heap[parentIndex];
      if (!parent || !before(item, parent)) break;
      heap[index] = parent;
      index = parentIndex;
    }
    heap[index] = item;
  }

  return {
    at(time, run) {
      order += 1;
      push({ at: time, order, run });
      arm();
    },
    runDue,
    pending: () => heap.length,
    clear() {
      heap = [];
    },
    stop() {
      stopped = true;
      heap = [];
      if (timer) clearTimeout(timer);
      timer = null;
    },
  };
}

function before(one: Item, other: Item): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}
