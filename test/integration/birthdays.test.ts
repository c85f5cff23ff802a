import { beforeEach, describe, expect, test } from "vitest";
import { runDueSteps } from "#app/core/automations/run-due-steps.ts";
import { mergeContacts } from "#app/core/contacts/merge-contacts.ts";
import { eraseCustomer } from "#app/core/customers/erase-customer.ts";
import { syncBirthdays } from "#app/core/customers/sync-birthdays.ts";
import { tellBirthdays } from "#app/core/customers/tell-birthdays.ts";
import type { CustomerBirthday, CustomerBirthdaysPage, ShopifyAdmin, ShopifyFailure } from "#app/core/ports-shopify.ts";
import { inTransaction, makeCtx, type TestContext } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact } from "#test/support/given.ts";
import { givenAutomatedShop, givenMarketingConsent } from "#test/support/given-automations.ts";
import { givenReady } from "#test/support/given-ready.ts";

const database = useTestDatabase();

let scene: TestContext;
let shopId: string;
let contactId: string;

async function givenBirthdayShop(now: string, birthday: number | null, timeZone = "Europe/Berlin") {
  scene = makeCtx(database.db, { now });
  const { shop } = await givenAutomatedShop(scene.ctx, { shop: { timeZone }, languages: ["de"] });
  shopId = shop.id;
  contactId = (await givenContact(scene.ctx, shopId, { phone: "+4915112345678", customerId: "77", birthday })).id;
  await givenMarketingConsent(scene.ctx, shopId, contactId);
  await givenReady(scene.ctx, shopId, "birthday");
}

const told = () => tellBirthdays(scene.ctx, shopId);
const events = () => database.db.storeEvent.findMany({ where: { kind: "customer_birthday" } });

describe("a birthday", () => {
  test("is told once in a year, by however many workers, and wished in the morning", async () => {
    await givenBirthdayShop("2026-11-20T23:30:00Z", 1121);
    const twice = await Promise.all([told(), told()]);
    expect(twice.reduce((sum, count) => sum + count)).toBe(1);
    expect(await told()).toBe(0);
    expect(await events()).toMatchObject([{ contactId, occurredAt: new Date("2026-11-20T23:00:00Z") }]);
    expect(scene.wakes).toContain("steps");

    scene.clock.set("2026-11-21T07:59:00Z");
    await runDueSteps(scene.ctx);
    expect(await database.db.message.count()).toBe(0);
    scene.clock.set("2026-11-21T08:00:00Z");
    await runDueSteps(scene.ctx);
    expect(await database.db.message.findMany()).toMatchObject([{ templateName: "birthday", state: "queued" }]);

    scene.clock.set("2027-11-21T08:00:00Z");
    expect(await told()).toBe(1);
  });

  test.each([
    ["2026-11-20T22:59:00Z", "Europe/Berlin", 0],
    ["2026-11-20T23:01:00Z", "Europe/Berlin", 1],
    ["2026-11-21T22:59:00Z", "Europe/Berlin", 1],
    ["2026-11-21T23:01:00Z", "Europe/Berlin", 0],
    ["2026-11-22T04:59:00Z", "America/New_York", 1],
  ])("is the shop's own day: at %s in %s %i", async (now, timeZone, expected) => {
    await givenBirthdayShop(now, 1121, timeZone);
    expect(await told()).toBe(expected);
  });

  test.each([
    ["2026-02-28T12:00:00Z", 229, 1],
    ["2028-02-28T12:00:00Z", 229, 0],
    ["2028-02-29T12:00:00Z", 229, 1],
    ["2026-02-28T12:00:00Z", 228, 1],
    ["2026-03-01T12:00:00Z", 229, 0],
  ])("at %s of somebody born on %i: %i", async (now, birthday, expected) => {
    await givenBirthdayShop(now, birthday);
    expect(await told()).toBe(expected);
  });

  test("of somebody merged or erased is not told again", async () => {
    await givenBirthdayShop("2026-11-21T08:00:00Z", 1121);
    const other = await givenContact(scene.ctx, shopId, { phone: "+4915199999999", birthday: 1121 });
    expect(await told()).toBe(2);
    await inTransaction(scene.ctx, (ctx) => mergeContacts(ctx, shopId, contactId, other.id));
    expect(await told()).toBe(0);
    await eraseCustomer(scene.ctx, shopId, contactId);
    expect(await database.db.contact.count({ where: { birthday: { not: null }, mergedIntoId: null } })).toBe(0);
    const kept = await events();
    expect(kept.filter(({ subjectId }) => subjectId.includes(contactId))).toEqual([]);
    scene.clock.set("2027-11-21T08:00:00Z");
    expect(await told()).toBe(0);
  });

  test("is nobody's business while no automation asks", async () => {
    await givenBirthdayShop("2026-11-21T08:00:00Z", 1121);
    await database.db.automation.updateMany({ data: { enabled: false } });
    expect(await told()).toBe(0);
    expect(await syncBirthdays(scene.ctx, shopifyWith([]), shopId)).toEqual({ outcome: "not_wanted" });
  });
});

let asked: (string | null)[];

/** Pages of two, in the order of their change. */
function shopifyWith(customers: CustomerBirthday[], failAt?: number): Pick<ShopifyAdmin, "customerBirthdaysSince"> {
  return {
    customerBirthdaysSince: (_shop, since, after): Promise<CustomerBirthdaysPage | ShopifyFailure> => {
      asked.push(since?.toISOString() ?? null);
      const from = Number(after ?? 0);
      if (from === failAt) return Promise.resolve({ outcome: "unavailable", cause: "down" });
      const due = customers.filter(({ updatedAt }) => !since || updatedAt >= since);
      const endCursor = from + 2 < due.length ? String(from + 2) : undefined;
      return Promise.resolve({ outcome: "ok", customers: due.slice(from, from + 2), ...(endCursor && { endCursor }) });
    },
  };
}

const customer = (customerId: string, updatedAt: string, birthday: CustomerBirthday["birthday"]): CustomerBirthday => ({
  customerId,
  updatedAt: new Date(updatedAt),
  birthday,
});

describe("reading birthdays from Shopify", () => {
  beforeEach(async () => {
    asked = [];
    await givenBirthdayShop("2026-11-21T08:00:00Z", null);
  });

  const birthdayKept = async () => (await database.db.contact.findFirstOrThrow({ where: { id: contactId } })).birthday;

  test("begins with all, then asks for those that changed, and takes away what is gone", async () => {
    const all = [
      customer("1", "2026-01-01T00:00:00Z", { month: 5, day: 1 }),
      customer("2", "2026-02-01T00:00:00Z", null),
      customer("77", "2026-03-01T00:00:00Z", { month: 2, day: 29 }),
    ];
    expect(await syncBirthdays(scene.ctx, shopifyWith(all), shopId)).toEqual({ outcome: "read", customers: 3 });
    expect(await birthdayKept()).toBe(229);
    expect(await database.db.contact.count()).toBe(1);

    const gone = shopifyWith([customer("77", "2026-11-21T07:55:00Z", null)]);
    await syncBirthdays(scene.ctx, gone, shopId);
    expect(asked).toEqual([null, null, "2026-11-21T07:50:00.000Z"]);
    expect(await birthdayKept()).toBeNull();
  });

  test("goes on where it failed", async () => {
    const all = [
      customer("1", "2026-01-01T00:00:00Z", null),
      customer("2", "2026-02-01T00:00:00Z", null),
      customer("77", "2026-03-01T00:00:00Z", { month: 12, day: 24 }),
    ];
    expect(await syncBirthdays(scene.ctx, shopifyWith(all, 2), shopId)).toMatchObject({ outcome: "unavailable" });
    expect(await birthdayKept()).toBeNull();
    await syncBirthdays(scene.ctx, shopifyWith(all), shopId);
    expect(asked.at(-1)).toBe("2026-01-31T23:50:00.000Z");
    expect(await birthdayKept()).toBe(1224);
  });
});
