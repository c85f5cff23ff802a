import { expect, test, vi } from "vitest";
import type { Log } from "../core/ports.ts";
import { runLoop, type Pass } from "./run-loop.ts";

const log: Log = { info: () => {}, warn: () => {}, error: () => {} };
const longPollMs = 60_000;

function loopOf(passes: (() => Promise<Pass>)[]) {
  let count = 0;
  const idle = async (): Promise<Pass> => ({ more: false });
  const loop = runLoop(
    { name: "test", wakesOn: null, pollMs: longPollMs, pass: () => (passes[count++] ?? idle)() },
    log,
  );
  return { loop, passes: () => count };
}

test("goes on at once while there is more, then rests until woken", async () => {
  const more = async () => ({ more: true });
  const { loop, passes } = loopOf([more, more]);
  await vi.waitFor(() => expect(passes()).toBe(3));
  loop.wake();
  await vi.waitFor(() => expect(passes()).toBe(4));
  await loop.stop();
  expect(passes()).toBe(4);
});

test("a wake-up that comes during a pass is not lost", async () => {
  let finish = () => {};
  const slow = () => new Promise<Pass>((resolve) => (finish = () => resolve({ more: false })));
  const { loop, passes } = loopOf([slow]);
  await vi.waitFor(() => expect(passes()).toBe(1));
  loop.wake();
  finish();
  await vi.waitFor(() => expect(passes()).toBe(2));
  await loop.stop();
});

test("gathers wake-ups for a while, and does not wait while there is more or when it stops", async () => {
  vi.useFakeTimers();
  try {
    let count = 0;
    const pass = async () => ({ more: (count += 1) === 2 });
    const loop = runLoop({ name: "test", wakesOn: null, pollMs: longPollMs, gatherMs: 250, pass }, log);
    await vi.advanceTimersByTimeAsync(0);
    expect(count).toBe(1);
    loop.wake();
    await vi.advanceTimersByTimeAsync(200);
    loop.wake();
    expect(count).toBe(1);
    await vi.advanceTimersByTimeAsync(51);
    expect(count, "the second found more and was followed at once").toBe(3);
    loop.wake();
    await vi.advanceTimersByTimeAsync(0);
    await loop.stop();
    expect(count).toBe(3);
  } finally {
    vi.useRealTimers();
  }
});

test("an error does not end it, and a wake-up does not turn its wait into a storm", async () => {
  vi.useFakeTimers();
  try {
    const fail = () => Promise.reject(new Error("database away"));
    const { loop, passes } = loopOf([fail, fail]);
    await vi.advanceTimersByTimeAsync(0);
    for (let i = 0; i < 10; i++) loop.wake();
    await vi.advanceTimersByTimeAsync(400);
    expect(passes()).toBe(1);
    await vi.advanceTimersByTimeAsync(100);
    expect(passes()).toBe(2);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(passes()).toBe(3);
    await loop.stop();
  } finally {
    vi.useRealTimers();
  }
});

test("stop waits for the pass under way", async () => {
  let finish = () => {};
  const slow = () => new Promise<Pass>((resolve) => (finish = () => resolve({ more: true })));
  const { loop, passes } = loopOf([slow]);
  await vi.waitFor(() => expect(passes()).toBe(1));
  let stopped = false;
  const stopping = loop.stop().then(() => (stopped = true));
  await Promise.resolve();
  expect(stopped).toBe(false);
  finish();
  await stopping;
  expect(passes()).toBe(1);
});
