import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { givenPages } from "#test/support/open-pages.ts";

const pages = givenPages();

const one = "routes/app.messages.$messageId";
const list = "routes/app.messages._index";

test("the pages of one shop answer nothing by another shop's ids", async () => {
  const [ours, theirs] = [await pages.givenMerchant("Ada"), await pages.givenMerchant("Zebedee")];

  const own = await ours.ask(`/app/messages/${ours.messageId}`, one);
  expect([own.status, own.text]).toEqual([200, expect.stringContaining("Ada")]);
  const known = await theirs.ask(`/app/messages/${theirs.messageId}`, one);
  expect([known.status, known.text]).toEqual([200, expect.stringContaining("Zebedee")]);

  for (const id of [theirs.messageId, randomUUID(), "1", "x' OR 1=1"]) {
    const answer = await ours.ask(`/app/messages/${encodeURIComponent(id)}`, one);
    expect([answer.status, answer.text], id).toEqual([404, "There is no such message."]);
  }
  for (const filter of [
    `contactId=${theirs.contactId}`,
    `before=${theirs.messageId}`,
    `after=${theirs.messageId}`,
    "",
  ]) {
    const answer = await ours.ask(`/app/messages?${filter}`, list);
    expect(answer.status, filter).toBe(200);
    expect(answer.text, filter).not.toContain("Zebedee");
    const { messages } = JSON.parse(answer.text) as { messages: { id: string }[] };
    expect(
      messages.filter(({ id }) => id !== ours.messageId),
      filter,
    ).toEqual([]);
  }
  expect((await ours.ask("/app/messages", list)).text).toContain(ours.messageId);
  expect((await ours.ask("/app", "routes/app._index")).text).not.toContain(theirs.messageId);
});

test("no session, no answer", async () => {
  const { messageId } = await pages.givenMerchant("Ada");
  const address = pages.addressOf(`/app/messages/${messageId}`, one);
  for (const authorization of ["", "Bearer x.y.z"]) {
    const headers = { ...pages.browser, ...(authorization ? { authorization } : {}) };
    const answer = await fetch(address, { headers, redirect: "manual" });
    expect(answer.status).not.toBe(410);
    expect(answer.status).not.toBe(200);
    expect(await answer.text()).not.toContain("Ada");
  }
});
