import fc from "fast-check";
import { expect, test } from "vitest";
import { ALLOWED_TRANSITIONS, isAllowed, messageStates, movesForward } from "./message-states.ts";

const told = ["sent", "delivered", "read", "failed"] as const;
const open = ["queued", "sending", "unknown", "accepted", "sent"] as const;

test("what was read stays read, and what was decided not to be sent stays so", () => {
  for (const state of ["read", "cancelled", "suppressed"] as const) expect(ALLOWED_TRANSITIONS[state]).toEqual([]);
});

test("every state a callback can find moves straight to whatever later state it tells", () => {
  for (const from of open) for (const to of told) expect(movesForward(from, to), `${from} -> ${to}`).toBe(from !== to);
});

test("failed gives way to delivered and read only", () => {
  expect(told.filter((to) => movesForward("failed", to))).toEqual(["delivered", "read"]);
  expect(movesForward("delivered", "failed")).toBe(false);
});

test("callbacks in any order and number end where the best of them says", () => {
  fc.assert(
    fc.property(fc.constantFrom(...open), fc.array(fc.constantFrom(...told)), (start, callbacks) => {
      const apply = (order: readonly (typeof told)[number][]) =>
        order.reduce<(typeof messageStates)[number]>((state, to) => (movesForward(state, to) ? to : state), start);
      const forwards = apply(callbacks);
      expect(apply([...callbacks].reverse())).toBe(forwards);
      expect(apply([...callbacks, ...callbacks])).toBe(forwards);
    }),
  );
});

test("nothing moves to itself", () => {
  for (const state of messageStates) expect(isAllowed(state, state)).toBe(false);
});
