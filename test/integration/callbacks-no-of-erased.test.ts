import { beforeEach, expect, it } from "vitest";
import { followIdentityChange } from "#app/core/callbacks/follow-identity-change.ts";
import { isOfErased } from "#app/core/callbacks/of-erased.ts";
import { linkRecipients } from "#app/core/callbacks/link-recipients.ts";
import { optIn } from "#app/core/consent/opt-in.ts";
import { readConsent } from "#app/core/consent/read-consent.ts";
import { rememberErased } from "#app/core/contacts/erased-identities.ts";
import { findOrMakeContact } from "#app/core/contacts/find-or-make-contact.ts";
import { applyInbound, type InboundMessage } from "#app/core/conversations/apply-inbound.ts";
import { eraseCustomer } from "#app/core/customers/erase-customer.ts";
import { inTransaction, makeCtx, type TestContext } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenMessage } from "#test/support/given-message.ts";
import { givenContact, givenShop } from "#test/support/given.ts";

const database = useTestDatabase();
const phone = "+4915112345678";
const minuteMs = 60_000;

let test: TestContext;
let given: Awaited<ReturnType<typeof givenShop>>;

beforeEach(async () => {
  test = makeCtx(database.db);
  given = await givenShop(test.ctx);
});

/** Somebody known by this alone writes STOP, and is erased. */
async function erasedAfterStop(from: InboundMessage["from"]): Promise<void> {
  const { ctx, clock } = test;
  const on = { shopId: given.shop.id, numberId: given.number.id };
  const stop = { wamid: "wamid.stop", type: "text", text: "STOP", content: {}, from, occurredAt: clock.now() };
  await inTransaction(ctx, (tx) => applyInbound(tx, on, stop, clock.now()));
  const { id } = await ctx.db.contact.findFirstOrThrow();
  clock.advance(minuteMs);
  await eraseCustomer(ctx, on.shopId, id);
  clock.advance(minuteMs);
}

/** Whom Shopify calls subscribed since. */
async function givenSubscriber(): Promise<string> {
  const { ctx, clock } = test;
  const { id: contactId } = await givenContact(ctx, given.shop.id, { phone, customerId: "701" });
  await inTransaction(ctx, (tx) =>
    optIn(tx, {
      ...{ shopId: given.shop.id, contactId, purposes: ["marketing"], source: "shopify", evidence: {} },
      ...{ occurredAt: clock.now(), dedupeKey: "shopify:701" },
    }),
  );
  clock.advance(minuteMs);
  return contactId;
}

const consentOf = (contactId: string) => inTransaction(test.ctx, ({ tx }) => readConsent(tx, given.shop.id, contactId));

it("is theirs whose message turns out to have reached the id that said it", async () => {
  await erasedAfterStop({ userId: "DE.1" });
  const contactId = await givenSubscriber();
  const id = await givenMessage(test.ctx, { shopId: given.shop.id, numberId: given.number.id, contactId });
  await test.ctx.db.message.updateMany({ where: { id }, data: { state: "accepted", wamid: "wamid.1" } });
  const status = { wamid: "wamid.1", status: "delivered" as const, callbackData: null };
  const told = { kind: "status" as const, wabaId: "1", phoneNumberId: "2", status, recipient: { userId: "DE.1" } };
  await inTransaction(test.ctx, (tx) => linkRecipients(tx, given.shop.id, [told]));
  expect(await consentOf(contactId)).toEqual({ marketing: "revoked", transactional: "revoked" });
});

it("is theirs whose new number said it", async () => {
  const newPhone = "+4915199999999";
  await erasedAfterStop({ phone: newPhone });
  const contactId = await givenSubscriber();
  const moved = {
    kind: "identity_change" as const,
    wabaId: "1",
    phoneNumberId: "2",
    from: { phone },
    to: { phone: newPhone },
  };
  await inTransaction(test.ctx, (tx) => followIdentityChange(tx, given.shop.id, moved, test.clock.now()));
  expect(await consentOf(contactId)).toEqual({ marketing: "revoked", transactional: "revoked" });
});

it("is one also in a word of their own country's, told late", async () => {
  const { ctx, clock } = test;
  const turkish = "+905321234567";
  const written = clock.now();
  clock.advance(minuteMs);
  await rememberErased({ db: ctx.db, ids: ctx.ids }, given.shop.id, [{ kind: "phone", value: turkish }], clock.now());
  const told = { kind: "inbound" as const, wabaId: "1", phoneNumberId: "2", wamid: "wamid.late", type: "text" };
  const late = { ...told, text: "Dur", content: {}, from: { phone: turkish }, occurredAt: written };
  const contactId = await inTransaction(ctx, async (tx) => {
    expect(await isOfErased(tx, given.shop.id, late, clock.now())).toBe(true);
    return (await findOrMakeContact(tx, given.shop.id, { phones: [{ raw: turkish }] }))?.contactId ?? "";
  });
  expect(await consentOf(contactId)).toEqual({ marketing: "revoked", transactional: "revoked" });
});
