import { describe, expect, it } from "vitest";
import { optIn } from "#app/core/consent/opt-in.ts";
import { optOut } from "#app/core/consent/opt-out.ts";
import { readConsent } from "#app/core/consent/read-consent.ts";
import { eraseCustomer } from "#app/core/customers/erase-customer.ts";
import { inTransaction } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact } from "#test/support/given.ts";
import {
  openOrderPage,
  marketingWording,
  ownPhone,
  otherPhone,
  givenOrder,
  questions,
  entries,
  press,
  contactOf,
  whoHearsOfTheParcel,
} from "#test/support/order-page.ts";

const database = useTestDatabase();
const givenPage = (options?: { settings?: object }) => openOrderPage(database.db, options);

describe("updates for an order, on another number", () => {
  it("go there once it has agreed, and only those of this order", async () => {
    const page = await givenPage();
    await givenOrder(page, null);
    expect(await page.optIn({ phone: otherPhone })).toMatchObject({ state: { updates: "pending" } });
    const other = await contactOf(page, otherPhone);
    expect(await whoHearsOfTheParcel(page)).not.toBe(other);
    page.clock.advance(60_000);
    await press(page, otherPhone);
    expect(await page.state()).toMatchObject({ state: { updates: "on", marketing: "off" } });
    expect(await whoHearsOfTheParcel(page, "4404404404404404405")).toBe(other);
    const order = await page.ctx.db.order.findFirstOrThrow({ where: { shopId: page.shopId } });
    expect(order.contactId).not.toBe(other);
  });

  it("end with its opt-out", async () => {
    const page = await givenPage();
    await givenOrder(page);
    await page.optIn({ phone: otherPhone });
    const [own, other] = [await contactOf(page, ownPhone), await contactOf(page, otherPhone)];
    page.clock.advance(60_000);
    await press(page, otherPhone);
    page.clock.advance(60_000);
    const change = { shopId: page.shopId, contactId: other, purposes: ["marketing", "transactional"] as const };
    const how = { source: "keyword" as const, evidence: {}, occurredAt: page.clock.now(), dedupeKey: "stop" };
    await inTransaction(page.ctx, (tx) => optOut(tx, { ...change, ...how }));
    expect(await whoHearsOfTheParcel(page)).toBe(own);
  });

  it("are the last number's that was named", async () => {
    const page = await givenPage({ settings: { optIn: { confirm: "only", countries: [] } } });
    await givenOrder(page);
    await page.optIn({ phone: otherPhone });
    expect(await whoHearsOfTheParcel(page)).toBe(await contactOf(page, otherPhone));
    page.clock.advance(60_000);
    await page.optIn({ phone: ownPhone });
    expect(await whoHearsOfTheParcel(page, "4404404404404404405")).toBe(await contactOf(page, ownPhone));
  });

  it("still go there when the same yes comes again after it was given", async () => {
    const page = await givenPage({ settings: { optIn: { confirm: "only", countries: [] } } });
    await givenOrder(page);
    await page.optIn({ phone: otherPhone });
    page.clock.advance(60_000);
    await page.optIn({ phone: otherPhone });
    expect(await whoHearsOfTheParcel(page)).toBe(await contactOf(page, otherPhone));
  });

  it.each<[string, "granted" | "revoked" | null]>([
    ["nobody knows", null],
    ["gets everything already", "granted"],
    ["has opted out", "revoked"],
  ])("tell nothing about a number that %s", async (_what, said) => {
    const page = await givenPage();
    await givenOrder(page);
    if (said !== null) {
      const { id } = await givenContact(page.ctx, page.shopId, { phone: otherPhone });
      for (const purpose of ["marketing", "transactional"] as const)
        await page.ctx.db.consentEntry.create({
          data: {
            shopId: page.shopId,
            id: page.ctx.ids.next(),
            contactId: id,
            purpose,
            state: said,
            source: "keyword",
            evidence: {},
            occurredAt: page.clock.now(),
            recordedAt: page.clock.now(),
            dedupeKey: `before:${purpose}`,
          },
        });
      page.clock.advance(60_000);
    }
    const pending = { status: 200, cors: "*", outcome: "ok", state: { updates: "pending", marketing: "off" } };
    expect(await page.optIn({ phone: otherPhone, marketingWording })).toEqual(pending);
    expect(await page.state()).toEqual(pending);
    // Somebody who gets messages already is asked about this order; who said no is not.
    expect(await questions(page)).toHaveLength(said === "revoked" ? 0 : 1);
    expect(await whoHearsOfTheParcel(page)).toBe(await contactOf(page, ownPhone));
  });

  it.each<[string, object]>([
    ["where everybody confirms", {}],
    ["where nobody has to", { optIn: { confirm: "only", countries: [] } }],
  ])("bring back no offers to a number that has said no to them alone, %s", async (_where, settings) => {
    const page = await givenPage({ settings });
    await givenOrder(page);
    const { id: contactId } = await givenContact(page.ctx, page.shopId, { phone: otherPhone });
    const change = { shopId: page.shopId, contactId, evidence: {} };
    const at = (key: string) => ({ occurredAt: page.clock.now(), dedupeKey: key });
    await inTransaction(page.ctx, (tx) =>
      optIn(tx, { ...change, ...at("yes"), purposes: ["marketing", "transactional"], source: "button" }),
    );
    page.clock.advance(60_000);
    await inTransaction(page.ctx, (tx) =>
      optOut(tx, { ...change, ...at("no"), purposes: ["marketing"], source: "preferences" }),
    );
    const before = (await entries(page)).length;
    page.clock.advance(60_000);
    // First the order's messages, which they get already, then offers as if they were back.
    await page.optIn({ phone: otherPhone });
    // That it was asked for is kept, and lifts nothing.
    expect((await entries(page)).slice(before)).toMatchObject([{ purpose: "transactional", state: "pending" }]);
    page.clock.advance(60_000);
    await page.optIn({ phone: otherPhone, marketingWording });
    const consent = await inTransaction(page.ctx, ({ tx }) => readConsent(tx, page.shopId, contactId));
    expect(consent).toMatchObject({ marketing: "revoked" });
    expect(await questions(page)).toEqual([]);
  });

  it("are forgotten with the person", async () => {
    const page = await givenPage();
    await givenOrder(page);
    await page.optIn({ phone: otherPhone });
    await eraseCustomer(page.ctx, page.shopId, await contactOf(page, otherPhone));
    expect(await page.ctx.db.orderUpdates.findMany({ where: { shopId: page.shopId } })).toEqual([]);
    expect(await page.state()).toMatchObject({ state: { updates: "off" } });
  });
});
