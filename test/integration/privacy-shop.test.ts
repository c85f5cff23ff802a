import { beforeEach, describe, expect, test } from "vitest";
import { listCustomers } from "#app/core/analytics/list-customers.ts";
import { findOrMakeContact } from "#app/core/contacts/find-or-make-contact.ts";
import { readConsent } from "#app/core/consent/read-consent.ts";
import { noteConsent } from "#app/core/customers/note-consent.ts";
import { eraseShop } from "#app/core/privacy/erase-shop.ts";
import { holdRequest } from "#app/core/privacy/lease.ts";
import { noteLostUninstall } from "#app/core/privacy/note-lost-uninstall.ts";
import { installShop } from "#app/core/shops/install-shop.ts";
import { inTransaction } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact, givenShop } from "#test/support/given.ts";
import { searchDatabase } from "#test/support/search-database.ts";
import { deliver, orderPayload, takeInAll } from "#test/support/shopify-deliveries.ts";
import { givenPrivacy } from "#test/support/given-privacy.ts";

const database = useTestDatabase();
const phone = "+4915155501234";
const customerId = "7064055069303711222";
const dayMs = 86_400_000;

type Privacy = Awaited<ReturnType<typeof givenPrivacy>>;
let test_: Privacy["test_"];
let mine: Privacy["mine"];
let ask: Privacy["ask"];
let act: Privacy["act"];
let newest: Privacy["newest"];

beforeEach(async () => {
  ({ test_, mine, ask, act, newest } = await givenPrivacy(database.db));
});

describe("shop/redact", () => {
  const details = {
    ...{ name: "Back again", timeZone: "Europe/Berlin", currency: "EUR", country: "DE", locale: "de" },
    ...{ storefrontHost: "back.example", updatedAt: new Date("2026-12-24T00:00:00Z") },
  };
  const install = () =>
    installShop(
      test_.ctx,
      { shopDetails: async () => ({ outcome: "ok", shop: details }) },
      { shopDomain: mine.shop.domain, scopes: [] },
    );

  async function fillShop() {
    const contact = await givenContact(test_.ctx, mine.shop.id, { firstName: "Wilhelmina", phone, customerId });
    const merged = await givenContact(test_.ctx, mine.shop.id);
    await database.db.contact.update({
      where: { shopId_id: { shopId: mine.shop.id, id: merged.id } },
      data: { mergedIntoId: contact.id },
    });
    const form = { formId: test_.ctx.ids.next(), purposes: "marketing", state: "revoked", note: "told us" } as const;
    await noteConsent(test_.ctx, mine.shop.id, contact.id, form);
    await deliver(test_.ctx, mine.shop.domain, {
      topic: "orders/create",
      payload: orderPayload({ phone, customer: { id: customerId } }),
    });
    await takeInAll(test_.ctx, test_.clock);
  }

  async function uninstall() {
    test_.clock.advance(1_000);
    const at = test_.clock.now().toISOString();
    await deliver(test_.ctx, mine.shop.domain, {
      topic: "app/uninstalled",
      payload: { id: 1, myshopify_domain: mine.shop.domain },
      triggeredAt: at,
    });
    await takeInAll(test_.ctx, test_.clock);
    test_.clock.advance(2 * dayMs);
  }

  const rowsOfShop = async (shopId: string) => {
    const found = await searchDatabase(database.db, [shopId]);
    return found.map((line) => line.replace(/^.* in /, "").replace(/ \(\d+\)$/, "")).sort();
  };

  test("leaves the shop's address and who said no, and nothing of another shop's is touched", async () => {
    await fillShop();
    const other = await givenShop(test_.ctx);
    await givenContact(test_.ctx, other.shop.id, { phone });
    const before = await rowsOfShop(other.shop.id);
    await uninstall();
    await ask("shop/redact");
    await act();
    expect(await rowsOfShop(mine.shop.id)).toEqual(["ErasedOptOut.shopId", "Shop.id"]);
    expect(await searchDatabase(database.db, ["Wilhelmina", customerId, "Lindenholz"])).toEqual(
      (await searchDatabase(database.db, ["Lindenholz"])).filter((line) => line.startsWith("Lindenholz in")),
    );
    expect(await database.db.shop.findUnique({ where: { id: mine.shop.id } })).toMatchObject({
      name: "",
      settings: {},
      erasingAt: null,
    });
    expect(await newest()).toMatchObject({ topic: "shop/redact", outcome: "shop_erased" });
    expect(await rowsOfShop(other.shop.id)).toEqual(before);

    // It comes back as new, and whoever said no has still said it.
    expect(await install()).toMatchObject({ outcome: "reinstalled", shopId: mine.shop.id });
    const back = await inTransaction(test_.ctx, (ctx) =>
      findOrMakeContact(ctx, mine.shop.id, { phones: [{ raw: phone }] }),
    );
    const consent = await inTransaction(test_.ctx, ({ tx }) => readConsent(tx, mine.shop.id, back?.contactId ?? ""));
    expect(consent.marketing).toBe("revoked");
  });

  test("a shop that has the app again keeps everything, also when it took it away once more since", async () => {
    await fillShop();
    await uninstall();
    await install();
    await ask("shop/redact");
    await act();
    expect(await newest()).toMatchObject({ outcome: "installed_again" });
    expect((await listCustomers(test_.ctx, mine.shop.id, { search: "5501234" })).customers).toHaveLength(1);
    await ask("shop/redact");
    await uninstall();
    await act();
    expect(await newest()).toMatchObject({ outcome: "installed_again" });
    expect(await database.db.contact.count({ where: { shopId: mine.shop.id } })).toBeGreaterThan(0);
  });

  test("a shop whose uninstallation was never told is erased when Shopify still refuses its token late in the month", async () => {
    await fillShop();
    test_.clock.advance(3 * dayMs);
    await ask("shop/redact");
    const { receivedAt, dueAt } = await newest();
    await act({ outcome: "unavailable", cause: "HTTP 503" });
    expect(await newest()).toMatchObject({ outcome: null, failing: true });
    for (let day = 0; day < 20; day++) {
      test_.clock.advance(dayMs - 60_000);
      await act({ outcome: "unauthorized" });
      expect(await newest()).toMatchObject({ outcome: null, failing: true });
    }
    expect(await database.db.contact.count({ where: { shopId: mine.shop.id } })).toBeGreaterThan(0);
    expect(await database.db.shop.findFirst()).toMatchObject({ status: "installed" });
    test_.clock.advance(dayMs);
    await act({ outcome: "unauthorized" });
    expect(await newest()).toMatchObject({ outcome: "shop_erased", failing: false });
    expect((await newest()).completedAt?.getTime()).toBeLessThan(dueAt.getTime());
    expect(await rowsOfShop(mine.shop.id)).toEqual(["ErasedOptOut.shopId", "Shop.id"]);
    expect(await database.db.shop.findUnique({ where: { id: mine.shop.id } })).toMatchObject({
      status: "uninstalled",
      uninstalledAt: new Date(receivedAt.getTime() - 2 * dayMs),
    });
    expect(await install()).toMatchObject({ outcome: "reinstalled" });
  });

  test("also when its time is nearly over, a few refusals are not enough", async () => {
    await fillShop();
    test_.clock.advance(3 * dayMs);
    await ask("shop/redact");
    test_.clock.advance(25 * dayMs);
    for (let tries = 1; tries < 10; tries++) {
      await act({ outcome: "unauthorized" });
      expect(await newest()).toMatchObject({ outcome: null, failing: true });
      test_.clock.advance(6 * 3_600_000);
    }
    await act({ outcome: "unauthorized" });
    expect(await newest()).toMatchObject({ outcome: "shop_erased" });
  });

  test("a shop that Shopify tells to be slower, or that something is not granted, has the app", async () => {
    await fillShop();
    test_.clock.advance(3 * dayMs);
    for (const answer of [
      { outcome: "throttled", retryAfterMs: 2_000 },
      { outcome: "access_denied", why: "scope" },
    ] as const) {
      await ask("shop/redact");
      await act(answer);
      expect(await newest()).toMatchObject({ outcome: "installed_again" });
    }
    expect(await database.db.contact.count({ where: { shopId: mine.shop.id } })).toBeGreaterThan(0);
  });

  test("a shop that was installed since the uninstallation came back, whatever its token", async () => {
    await fillShop();
    test_.clock.advance(2 * dayMs - 60_000);
    await ask("shop/redact");
    await act({ outcome: "unauthorized" });
    expect(await newest()).toMatchObject({ outcome: "installed_again" });
    expect(await database.db.contact.count({ where: { shopId: mine.shop.id } })).toBeGreaterThan(0);
  });

  test("what WhatsApp told while the uninstallation was not known goes too; what it tells another shop since stays", async () => {
    await fillShop();
    test_.clock.advance(3 * dayMs);
    await ask("shop/redact");
    test_.clock.advance(21 * dayMs);
    const told = (externalId: string) =>
      database.db.webhookDelivery.create({
        data: {
          ...{ id: test_.ctx.ids.next(), source: "whatsapp", externalId, shopDomain: mine.account.wabaId },
          ...{ topic: "messages", receivedAt: test_.clock.now(), nextAttemptAt: test_.clock.now(), state: "done" },
          body: new TextEncoder().encode(externalId),
        },
      });
    await told("of our customer");
    const request = await database.db.privacyRequest.findFirstOrThrow();
    const grantedScopes = () => Promise.resolve({ outcome: "unauthorized" as const });
    await noteLostUninstall(test_.ctx, { grantedScopes }, { ...request, attempts: 10 });
    test_.clock.advance(60_000);
    await givenShop(test_.ctx, { account: { wabaId: mine.account.wabaId } });
    await told("of their customer");
    await act();
    expect(await newest()).toMatchObject({ outcome: "shop_erased" });
    const left = await database.db.webhookDelivery.findMany({ where: { source: "whatsapp" } });
    expect(left.map(({ externalId }) => externalId)).toEqual(["of their customer"]);
  });

  test("a shop that comes back while Shopify is asked about its old token keeps everything", async () => {
    await fillShop();
    test_.clock.advance(3 * dayMs);
    await ask("shop/redact");
    const request = await database.db.privacyRequest.findFirstOrThrow();
    const grantedScopes = async () => {
      expect(await install()).toMatchObject({ outcome: "known" });
      return { outcome: "unauthorized" as const };
    };
    test_.clock.advance(25 * dayMs);
    await noteLostUninstall(test_.ctx, { grantedScopes }, { ...request, attempts: 10 });
    await act();
    expect(await newest()).toMatchObject({ outcome: "installed_again" });
    expect(await database.db.contact.count({ where: { shopId: mine.shop.id } })).toBeGreaterThan(0);
  });

  test("dies half-way and is carried on; until then nobody installs into the ruins", async () => {
    await fillShop();
    await uninstall();
    await ask("shop/redact");
    const { executeSql } = database.database;
    await executeSql(
      `CREATE FUNCTION refuse_now() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'gone'; END $$`,
    );
    await executeSql(
      `CREATE TRIGGER refuse_now BEFORE DELETE ON "Automation" FOR EACH ROW EXECUTE FUNCTION refuse_now()`,
    );
    await database.db.automation.create({
      data: {
        ...{
          shopId: mine.shop.id,
          id: test_.ctx.ids.next(),
          key: "k",
          name: "n",
          trigger: "order_created",
          enabled: false,
        },
        ...{ definition: {}, createdAt: test_.clock.now(), updatedAt: test_.clock.now() },
      },
    });
    await act();
    expect(await newest()).toMatchObject({ outcome: null, failing: true });
    expect(await install()).toEqual({ outcome: "being_erased" });
    await executeSql(`DROP TRIGGER refuse_now ON "Automation"`);
    test_.clock.advance(dayMs);
    await act();
    expect(await newest()).toMatchObject({ outcome: "shop_erased", failing: false });
    expect(await rowsOfShop(mine.shop.id)).toEqual(["ErasedOptOut.shopId", "Shop.id"]);
  });

  test("an attempt that was thought dead, and goes on after the shop was installed again, stops", async () => {
    await fillShop();
    await uninstall();
    await ask("shop/redact");
    const request = await database.db.privacyRequest.findFirstOrThrow();
    const own = holdRequest(test_.ctx, request.id, request.nextAttemptAt ?? test_.clock.now());
    let steps = 0;
    const sleepy = {
      until: own.until,
      renew: async () => {
        steps += 1;
        if (steps !== 6) return;
        test_.clock.advance(dayMs);
        await act();
        expect(await newest()).toMatchObject({ outcome: "shop_erased" });
        expect(await install()).toMatchObject({ outcome: "reinstalled" });
        await givenContact(test_.ctx, mine.shop.id, { phone });
        await database.db.shopifySession.create({
          data: { id: "new", shopDomain: mine.shop.domain, isOnline: false, state: "s" },
        });
      },
    };
    await expect(eraseShop(test_.ctx, request, sleepy)).rejects.toMatchObject({ code: "erasure_overtaken" });
    expect(steps).toBe(6);
    expect(await database.db.contact.count({ where: { shopId: mine.shop.id } })).toBe(1);
    expect(await database.db.shopifySession.count()).toBe(1);
    expect(await database.db.shop.findUnique({ where: { id: mine.shop.id } })).toMatchObject({ name: "Back again" });
  });

  test("a request is one worker's as long as it goes on, and another's once it was taken over", async () => {
    await ask("shop/redact");
    const { id, nextAttemptAt } = await database.db.privacyRequest.findFirstOrThrow();
    const lease = holdRequest(test_.ctx, id, nextAttemptAt ?? test_.clock.now());
    for (let minute = 0; minute < 60; minute += 20) {
      await lease.renew();
      test_.clock.advance(20 * 60_000);
      await act();
      expect(await newest()).toMatchObject({ outcome: null });
    }
    test_.clock.advance(20 * 60_000);
    await act();
    expect(await newest()).toMatchObject({ outcome: "installed_again" });
    await expect(lease.renew()).rejects.toMatchObject({ code: "privacy_lease_lost" });
  });
});
