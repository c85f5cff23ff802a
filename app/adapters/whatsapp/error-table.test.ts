import { expect, test } from "vitest";
import { actionFor, refusalOf } from "./error-table.ts";

const table = {
  retry: [1, 2, 4, 80007, 130429, 131016, 131057, 133004],
  retry_message: [131000],
  retry_pair: [131056],
  retry_after_24h: [131049],
  pause_number: [131048, 130497],
  pause_account: [368, 131031, 131064],
  payment_problem: [131042],
  pause_template: [132015, 132016],
  never_again: [131026, 130403, 130472],
  opted_out: [131050],
  window_closed: [131047],
  reconnect: [0, 3, 10, 190, 200, 250, 299, 131005, 131045, 133010],
  bad_payload: [100, 131008, 131009, 131021, 131051, 131052, 131053, 132000, 132001, 132005, 132007, 132012, 135000],
} as const;

test.each(Object.entries(table).flatMap(([action, codes]) => codes.map((code) => ({ code, action }))))(
  "$code: $action",
  ({ code, action }) => expect(actionFor(code)).toBe(action),
);

test("100 with subcode 33 is an account that is gone, not a wrong message", () => {
  expect(actionFor(100, 33)).toBe("reconnect");
  expect(actionFor(100, 2494102)).toBe("bad_payload");
});

test("an unknown code is the message's fault, unless the server says that it is its own", () => {
  expect(actionFor(999_999, undefined, 400)).toBe("bad_payload");
  expect(actionFor(999_999, undefined, 500)).toBe("retry");
  expect(actionFor(999_999, undefined, 429)).toBe("retry");
});

test("131000 from a server in trouble is the lane's affair", () => {
  expect(actionFor(131000, undefined, 500)).toBe("retry");
  expect(actionFor(131000, undefined, 400)).toBe("retry_message");
});

test("a refusal keeps what Meta said", () => {
  expect(refusalOf({ code: 132000, title: "(#132000) Number of parameters", details: "body: 1 of 3" })).toEqual({
    code: 132000,
    title: "(#132000) Number of parameters",
    details: "body: 1 of 3",
    action: "bad_payload",
  });
});
