import { afterEach, describe, expect, test } from "vitest";
import { printReceipt } from "#app/adapters/receipts/print-receipt.ts";
import { createWhatsAppApi } from "#app/adapters/whatsapp/client.ts";
import type { Documents, WhatsAppApi } from "#app/core/ports.ts";
import { sendDue } from "#app/core/sending/send-due.ts";
import { settleUnknown } from "#app/core/sending/settle-unknown.ts";
import { listenWhatsAppSandbox } from "#sandbox/whatsapp/listen-whatsapp-sandbox.ts";
import { makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenMessage } from "#test/support/given-message.ts";
import { givenContact, givenShop } from "#test/support/given.ts";
import { plainSecrets } from "#test/support/pretend-whatsapp-api.ts";
import { testLinks } from "#test/support/link-references.ts";

const database = useTestDatabase();
const second = 1_000;
const minute = 60 * second;
const token = "sandbox-token";

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** A number on the pretend Cloud API, both on one clock, with the real client between them. */
async function givenNumber(ratePerSecond = 80) {
  const { ctx, clock } = makeCtx(database.db);
  const { shop, account, number } = await givenShop(ctx, { account: { accessToken: token }, lane: { ratePerSecond } });
  const listening = await listenWhatsAppSandbox({
    clock: { now: () => clock.now().getTime() },
    appSecret: "secret",
    timers: "manual",
    accounts: [
      {
        id: account.wabaId,
        name: "Shop",
        businessId: "3",
        tokens: [token],
        numbers: [{ id: number.phoneNumberId, displayPhone: "+49 30 901820", verifiedName: "Shop", ratePerSecond }],
        templates: [
          {
            name: "order_confirmed",
            language: "de",
            category: "UTILITY",
            components: [{ type: "BODY", text: "Vielen Dank für deine Bestellung bei uns." }],
          },
        ],
      },
    ],
  });
  const api: WhatsAppApi & Documents & { close(): Promise<void> } = {
    ...createWhatsAppApi({ baseUrl: `${listening.origin}/graph`, version: "v25.0", links: testLinks }),
    printReceipt,
  };
  open.push(
    () => listening.close(),
    () => api.close(),
  );
  const lane = { shopId: shop.id, numberId: number.id };
  const { controls } = listening.sandbox;
  return {
    ctx,
    clock,
    controls,
    message: async (contactId?: string) =>
      givenMessage(ctx, { ...lane, contactId: contactId ?? (await givenContact(ctx, shop.id)).id }),
    contact: async () => (await givenContact(ctx, shop.id)).id,
    /** Sends until nothing is due within the time. */
    sendFor: async (ms: number) => {
      const until = clock.now().getTime() + ms;
      for (;;) {
        const { nextInMs } = await sendDue(ctx, { api, secrets: plainSecrets, workerId: "worker-1" });
        const at = clock.now().getTime() + Math.max(1, nextInMs ?? ms);
        if (nextInMs === undefined || at > until) return clock.set(new Date(until).toISOString());
        clock.set(new Date(at).toISOString());
      }
    },
    states: async () =>
      Object.fromEntries(
        (await ctx.db.message.groupBy({ by: ["state"], _count: true })).map((row) => [row.state, row._count]),
      ),
  };
}

describe("against the pretend Cloud API", () => {
  test("a queue goes out at the lane's pace without a breach, each message once", async () => {
    const { message, contact, sendFor, controls, states } = await givenNumber();
    const ada = await contact();
    for (let i = 0; i < 3; i++) await message(ada);
    for (let i = 0; i < 40; i++) await message();
    await sendFor(20 * second);
    expect(await states()).toEqual({ accepted: 43 });
    expect(controls.state()).toMatchObject({
      accepted: 43,
      duplicates: 0,
      refused: 0,
      pairBorrowed: 0,
      breaches: { number_rate: 0, pair_rate: 0, tier: 0 },
    });
  });

  test("ten minutes of 5xx and 429 lose nothing and breach nothing", async () => {
    const { message, sendFor, controls, states } = await givenNumber();
    for (let i = 0; i < 15; i++) await message();
    controls.setFaults({ share429: 0.5, share5xx: 1 });
    await sendFor(10 * minute);
    expect(controls.state()).toMatchObject({ accepted: 0 });
    controls.setFaults({ clear: true });
    await sendFor(10 * minute);
    expect(await states()).toEqual({ accepted: 15 });
    expect(controls.state()).toMatchObject({ accepted: 15, duplicates: 0, breaches: { number_rate: 0, pair_rate: 0 } });
  });

  test("accepted, then the connection cut: unknown, and never sent blindly again", async () => {
    const { ctx, message, sendFor, controls, states } = await givenNumber();
    controls.setFaults({ shareAcceptedThenDropped: 1 });
    await message();
    await sendFor(minute);
    controls.setFaults({ clear: true });
    await sendFor(60 * minute);
    await settleUnknown(ctx);
    await sendFor(minute);
    expect(await states()).toEqual({ unknown: 1 });
    expect(controls.state()).toMatchObject({ accepted: 1, duplicates: 0 });
  });
});
