import { expect, it } from "vitest";
import { createFeed } from "./feed.ts";
import { callbackWords } from "./follow-both.ts";
import { duration } from "./routes.ts";

it("says the same thing once, with how often", () => {
  const feed = createFeed(() => 0);
  const webhook = { kind: "webhook", text: "orders/create", status: 200, outcome: "ok" } as const;
  feed.add(webhook);
  feed.add(webhook);
  feed.add({ ...webhook, status: 503, outcome: "failed" });
  feed.add(webhook);
  expect(feed.entries().map(({ text, status, times }) => [text, status, times])).toEqual([
    ["orders/create", 200, 2],
    ["orders/create", 503, undefined],
    ["orders/create", 200, undefined],
  ]);
});

it("keeps the newest two hundred", () => {
  const feed = createFeed(() => 0);
  for (let number = 0; number < 300; number += 1) feed.add({ kind: "action", text: String(number) });
  expect(feed.entries()).toHaveLength(200);
  expect(feed.entries().at(-1)?.text).toBe("299");
});

it("puts a callback into words", () => {
  const change = (field: string, value: unknown) => ({ field, value });
  const body = (...changes: unknown[]) => JSON.stringify({ entry: [{ changes }] });
  expect(
    callbackWords(body(change("messages", { statuses: [{ status: "sent" }, { status: "sent" }, { status: "read" }] }))),
  ).toBe("status: sent ×2, status: read");
  expect(callbackWords(body(change("messages", { messages: [{ type: "button" }] })))).toBe("message: button");
  expect(callbackWords(body(change("message_template_status_update", { event: "APPROVED" })))).toBe(
    "message_template_status_update: APPROVED",
  );
  expect(callbackWords(body(change("user_preferences", {})))).toBe("user_preferences");
  expect(callbackWords("{}")).toBe("callback");
});

it.each([
  [0, "a moment"],
  [3_600_000, "1 h"],
  [90_060_000, "1 day 1 h 1 min"],
  [259_200_000, "3 days"],
])("puts %i ms into words", (milliseconds, words) => expect(duration(milliseconds)).toBe(words));
