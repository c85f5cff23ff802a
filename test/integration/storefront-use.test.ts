import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { readStorefrontUse } from "#app/core/analytics/read-storefront-use.ts";
import { applyInbound } from "#app/core/conversations/apply-inbound.ts";
import { recordConsent } from "#app/core/consent/record-consent.ts";
import { makeLink } from "#app/core/links/keep-links.ts";
import type { ConsentSource } from "#app/core/shared/consent-sources.ts";
import type { Ctx } from "#app/core/ports.ts";
import { keepProductRequest } from "#app/core/product-requests/keep-product-request.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { makeTimeIds, type FakeClock } from "#test/support/fake-time.ts";
import { givenContact, givenShop } from "#test/support/given.ts";

const database = useTestDatabase();
const dayMs = 24 * 3_600_000;
let ctx: Ctx;
let clock: FakeClock;
let shopId: string;
let numberId: string;

beforeEach(async () => {
  const made = makeCtx(database.db, { now: "2026-10-01T10:00:00Z" });
  clock = made.clock;
  ctx = { ...made.ctx, ids: makeTimeIds(clock) };
  const { shop, number } = await givenShop(ctx);
  shopId = shop.id;
  numberId = number.id;
});

function decide(
  contactId: string,
  state: "pending" | "granted" | "revoked",
  place: string | null,
  source: ConsentSource = "form",
  purpose: "marketing" | "transactional" = "marketing",
) {
  return inTransaction(ctx, async (tx) => {
    await recordConsent(tx, {
      ...{ shopId, contactId, purpose, state, source, evidence: place ? { place } : {} },
      ...{ occurredAt: clock.now(), dedupeKey: randomUUID() },
    });
  });
}

function ask(contactId: string, kind: "back_in_stock" | "price_drop", variantId: string) {
  const wanted = {
    contactId,
    variantId,
    productTitle: "Tote",
    variantTitle: null,
    productUrl: "https://x",
    requestedAt: clock.now(),
    evidence: {},
  };
  const price = { minor: 4900n, currency: "EUR" };
  return inTransaction(ctx, (tx) =>
    keepProductRequest(tx, shopId, kind === "price_drop" ? { ...wanted, kind, price } : { ...wanted, kind }),
  );
}

let messages = 0;

/** Writes as a link lets them write; to a number that is known or not. */
async function write(phone: string, text: string) {
  messages += 1;
  const message = {
    ...{ wamid: `wamid.use-${messages}`, type: "text", from: { phone }, occurredAt: clock.now(), text },
    content: { type: "text", text: { body: text } },
  };
  await inTransaction(ctx, (tx) => applyInbound(tx, { shopId, numberId }, message, clock.now()));
}

const somebody = () => `+491511234${4_000 + messages}`;
const parcelCode = async () => {
  const id = ctx.ids.next();
  await makeLink(ctx, shopId, id, { name: "Parcel", text: "Hello", phone: "4930901820" });
  const { code } = await ctx.db.chatLink.findUniqueOrThrow({ where: { shopId_id: { shopId, id } } });
  return `Hello (ref: L-${code})`;
};

test("each block's last 30 days: people once, by place, and who has agreed since", async () => {
  const [ada, grace, joan] = [
    await givenContact(ctx, shopId),
    await givenContact(ctx, shopId),
    await givenContact(ctx, shopId),
  ];
  await decide(ada.id, "pending", "cart");
  await write(somebody(), "Hi (ref: product-tote.440)");
  await ask(ada.id, "back_in_stock", "9");
  clock.advance(31 * dayMs);

  await decide(ada.id, "pending", "footer");
  await decide(ada.id, "pending", "footer", "form", "transactional");
  clock.advance(1_000);
  await decide(ada.id, "granted", null, "button");
  await decide(grace.id, "granted", "footer");
  await decide(joan.id, "pending", "footer");
  await decide(joan.id, "pending", "thank_you", "thank_you");
  await decide(joan.id, "pending", "account", "account");
  await decide(joan.id, "revoked", null, "keyword");
  await decide(grace.id, "granted", null, "import");
  const last = clock.now();
  clock.advance(1_000);
  await ask(ada.id, "back_in_stock", "1");
  await ask(ada.id, "back_in_stock", "1");
  await ask(grace.id, "back_in_stock", "1");
  await ask(grace.id, "price_drop", "2");
  await ctx.db.productRequest.updateMany({
    where: { shopId, contactId: grace.id, kind: "back_in_stock" },
    data: { notifiedAt: clock.now() },
  });
  const productAt = clock.now();
  await write(somebody(), "Hi (ref: product-tote.440)");
  clock.advance(1_000);
  for (const text of ["Hi (ref: home)", await parcelCode(), "Hi"]) await write(somebody(), text);

  expect(await readStorefrontUse(ctx, shopId)).toEqual({
    chats: { begun: 2, lastAt: clock.now(), aboutProducts: 1, lastAboutProductAt: productAt },
    productRequests: {
      back_in_stock: { asked: 2, told: 1, lastAt: productAt },
      price_drop: { asked: 1, told: 0, lastAt: productAt },
    },
    optIns: [
      { place: "footer", asked: 3, agreed: 2, lastAt: last },
      { place: "account", asked: 1, agreed: 0, lastAt: last },
      { place: "thank_you", asked: 1, agreed: 0, lastAt: last },
    ],
  });
});

test("somebody who has written for long and presses the button today came by it today, and once", async () => {
  const ada = somebody();
  await write(ada, "Where is my order?");
  clock.advance(40 * dayMs);
  await write(ada, "Hi (ref: home)");
  await write(ada, "Hi (ref: product-tote.440)");
  const first = clock.now();
  expect((await readStorefrontUse(ctx, shopId)).chats).toEqual({
    ...{ begun: 1, lastAt: first, aboutProducts: 1, lastAboutProductAt: first },
  });
  clock.advance(40 * dayMs);
  await write(ada, "Hi (ref: home)");
  expect((await readStorefrontUse(ctx, shopId)).chats).toEqual({
    ...{ begun: 0, lastAt: clock.now(), aboutProducts: 0, lastAboutProductAt: null },
  });
});

test("a chat that came by a product stays counted when its person scans a parcel's code", async () => {
  const ada = somebody();
  await write(ada, "Hi (ref: product-tote.440)");
  const first = clock.now();
  clock.advance(dayMs);
  await write(ada, await parcelCode());
  expect((await readStorefrontUse(ctx, shopId)).chats).toEqual({
    ...{ begun: 1, lastAt: first, aboutProducts: 1, lastAboutProductAt: first },
  });
});

test("a shop that nobody has written to has nothing to show", async () => {
  expect(await readStorefrontUse(ctx, shopId)).toEqual({
    chats: { begun: 0, lastAt: null, aboutProducts: 0, lastAboutProductAt: null },
    productRequests: {
      back_in_stock: { asked: 0, told: 0, lastAt: null },
      price_drop: { asked: 0, told: 0, lastAt: null },
    },
    optIns: [],
  });
});
