import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { optIn } from "#app/core/consent/opt-in.ts";
import { readConsent } from "#app/core/consent/read-consent.ts";
import { findOrMakeContact } from "#app/core/contacts/find-or-make-contact.ts";
import { mergeContacts } from "#app/core/contacts/merge-contacts.ts";
import { eraseCustomer } from "#app/core/customers/erase-customer.ts";
import {
  leadsToPreferences,
  preferencesUrl,
  withoutPreferenceReference,
} from "#app/core/shared/preference-reference.ts";
import { adoptDecision } from "#app/core/shopify-consent/adopt-decision.ts";
import { planMessage } from "#app/core/outbox/plan-message.ts";
import { inTransaction, makeCtx, type TestContext } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact, givenShop } from "#test/support/given.ts";
import { chrome, openFormDoors, signedQuery } from "#test/support/open-form-doors.ts";

const database = useTestDatabase();
const phone = "+4915112345678";
let made: TestContext;
let doors: Awaited<ReturnType<typeof openFormDoors>>;
let shop: { id: string; domain: string; storefrontHost: string };
let contactId: string;
let numberId: string;

beforeEach(async () => {
  made = makeCtx(database.db, { now: "2026-11-21T10:00:00Z" });
  const given = await givenShop(made.ctx);
  shop = given.shop;
  numberId = given.number.id;
  ({ id: contactId } = await givenContact(made.ctx, shop.id, { phone, locale: "de" }));
  await decide(["marketing"]);
  doors = await openFormDoors({ ctx: made.ctx });
});

afterEach(() => doors.close());

function decide(purposes: ("marketing" | "transactional")[]) {
  return inTransaction(made.ctx, (tx) =>
    optIn(tx, {
      shopId: shop.id,
      contactId,
      purposes,
      source: "form",
      evidence: {},
      occurredAt: made.clock.now(),
      dedupeKey: "yes",
    }),
  );
}

const consent = (of = contactId) => inTransaction(made.ctx, ({ tx }) => readConsent(tx, shop.id, of));
const contact = () =>
  database.db.contact.findUniqueOrThrow({ where: { shopId_id: { shopId: shop.id, id: contactId } } });

type Ask = { reference?: string; fields?: Record<string, string>; headers?: Record<string, string>; saved?: boolean };

async function ask({ reference, fields, headers = {}, saved = false }: Ask = {}) {
  const path = new URL(preferencesUrl(made.ctx.ids, shop, contactId)).pathname.replace("/apps/tidings", "/proxy");
  const known = reference === undefined ? path : `/proxy/preferences/${reference}`;
  const query = signedQuery(shop.domain, made.clock.now(), undefined, saved ? { saved: "1" } : {});
  const answer = await fetch(`${doors.origin}${known}?${query}`, {
    method: fields ? "POST" : "GET",
    redirect: "manual",
    headers: {
      "user-agent": chrome,
      ...(fields ? { "sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded" } : {}),
      ...headers,
    },
    ...(fields ? { body: new URLSearchParams(fields).toString() } : {}),
  });
  return { status: answer.status, location: answer.headers.get("location"), html: await answer.text() };
}

/** As a browser sends the page as it was shown, with some fields changed; "" unticks. */
async function send(changes: Record<string, string> = {}) {
  const { html } = await ask();
  const fields: Record<string, string> = { act: "save" };
  for (const [, name, value] of html.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g))
    fields[name ?? ""] = value ?? "";
  for (const [, name] of html.matchAll(/type="checkbox" name="(\w+)" value="1" checked/g)) fields[name ?? ""] = "1";
  for (const [, name, inner] of html.matchAll(/<select[^>]* name="(\w+)"[^>]*>(.*?)<\/select>/gs))
    fields[name ?? ""] = /value="([^"]*)" selected/.exec(inner ?? "")?.[1] ?? "";
  const filled = Object.entries({ ...fields, ...changes }).filter(([, value]) => value !== "");
  return {
    fields: { locale: "", ...Object.fromEntries(filled) },
    answer: await ask({ fields: { locale: "", ...Object.fromEntries(filled) } }),
  };
}

describe("a person's own page", () => {
  test("shows what is so, in their language, and names nobody", async () => {
    const { status, html } = await ask();
    expect(status).toBe(200);
    expect(html).toContain('lang="de"');
    expect(html).toContain('name="marketing" value="1" checked');
    expect(html).toContain('<option value="de" selected>Deutsch</option>');
    expect(html).not.toMatch(/Ada|Holm|15112345678|\{\{/);
    const reference = new URL(preferencesUrl(made.ctx.ids, shop, contactId)).pathname.split("/").at(-1);
    expect(reference).toMatch(/^[0-9a-f]{32}-[\w-]{22}$/);
  });

  test("no theme takes the boxes from beside their words, nor makes stopping look like saving", async () => {
    const { html } = await ask();
    expect(
      html.match(/<label style="display:flex;[^"]*"><input type="checkbox"[^>]* style="appearance:auto;/g),
    ).toHaveLength(2);
    expect(/<button [^>]*value="save"[^>]*>/.exec(html)?.[0]).toContain('class="button"');
    expect(/<button [^>]*value="stop"[^>]*>/.exec(html)?.[0]).toMatch(/^(?!.*class=).*background:none/);
  });

  test("turns offers off with proof, and takes back what waits", async () => {
    const { messageId } = await inTransaction(made.ctx, (tx) =>
      planMessage(tx, {
        shopId: shop.id,
        numberId,
        contactId,
        category: "marketing",
        content: { kind: "template", name: "welcome", language: "de", header: [], body: [], buttons: [] },
        dedupeKey: "offer",
        dueAt: made.clock.now(),
      }),
    );
    made.clock.advance(60_000);
    const { answer, fields } = await send({ marketing: "" });
    expect(answer).toMatchObject({
      status: 303,
      location: expect.stringMatching(/^\/apps\/tidings\/preferences\/.*\?saved=1$/),
    });
    expect(await consent()).toEqual({ marketing: "revoked", transactional: "none" });
    const waiting = await database.db.message.findFirstOrThrow({ where: { id: messageId } });
    expect(waiting).toMatchObject({ state: "cancelled", reason: "opted_out" });
    await ask({ fields });
    const entries = await database.db.consentEntry.findMany({ where: { source: "preferences" } });
    expect(entries).toMatchObject([
      { state: "revoked", evidence: { page: "preferences", pressed: "save", door: "proxy" } },
    ]);
    expect((await ask({ saved: true })).html).toContain('role="status"');
  });

  test("stops everything with one button, and brings back what is ticked again", async () => {
    made.clock.advance(60_000);
    await send({ act: "stop" });
    expect(await consent()).toEqual({ marketing: "revoked", transactional: "revoked" });
    made.clock.advance(60_000);
    await send({ transactional: "1" });
    expect(await consent()).toEqual({ marketing: "revoked", transactional: "granted" });
    made.clock.advance(60_000);
    await send({ marketing: "1" });
    expect(await consent()).toEqual({ marketing: "granted", transactional: "granted" });
  });

  test("left with nothing ticked is a no to all, which no box left ticked at Shopify lifts", async () => {
    ({ id: contactId } = await givenContact(made.ctx, shop.id, { phone: "+4915112345679", customerId: "701" }));
    await send({ transactional: "" });
    made.clock.advance(60_000);
    await inTransaction(made.ctx, (tx) =>
      adoptDecision(tx, {
        ...{ shopId: shop.id, contactId, customerId: "701", state: "granted", shopifyState: "subscribed" },
        ...{ optInLevel: "single_opt_in", collectedFrom: "shopify", occurredAt: made.clock.now() },
        toldBy: { comparedAt: "" },
      }),
    );
    expect(await consent()).toEqual({ marketing: "revoked", transactional: "revoked" });
    made.clock.advance(60_000);
    await send({ marketing: "1" });
    expect(await consent()).toEqual({ marketing: "granted", transactional: "revoked" });
  });

  test("takes a no again that is said again on the same page, after a yes on it", async () => {
    const { fields } = await send();
    const { marketing: _ticked, ...off }: Record<string, string> = fields;
    const on = { ...off, was_marketing: "0" };
    for (const [form, state] of [
      [off, "revoked"],
      [{ ...on, marketing: "1" }, "granted"],
      [off, "revoked"],
      [off, "revoked"],
    ] as const) {
      made.clock.advance(60_000);
      await ask({ fields: form });
      expect(await consent()).toMatchObject({ marketing: state });
    }
    expect(await database.db.consentEntry.count({ where: { source: "preferences" } })).toBe(3);
  });

  test("keeps how often and the language, against what the shop says of them later", async () => {
    await send({ often: "monthly", locale: "tr" });
    expect(await contact()).toMatchObject({ marketingGapDays: 30, locale: "tr" });
    expect(await database.db.consentEntry.count()).toBe(1);
    made.clock.advance(60_000);
    await inTransaction(made.ctx, (tx) =>
      findOrMakeContact(tx, shop.id, {
        phones: [{ raw: phone }],
        locale: "en",
        firstName: "Ida",
        asOf: made.clock.now(),
      }),
    );
    expect(await contact()).toMatchObject({ locale: "tr", firstName: "Ida" });
    await send({ often: "shop" });
    expect(await contact()).toMatchObject({ marketingGapDays: null, locale: "tr" });
  });

  test("changes nothing by being looked at, by another site, or by a reference that was made up", async () => {
    const { fields } = await send();
    const before = await database.db.consentEntry.count();
    const off = { ...fields, act: "stop" };
    const german = { "accept-language": "de" };
    const crossSite = await ask({ fields: off, headers: { "sec-fetch-site": "cross-site", ...german } });
    expect(crossSite).toMatchObject({ location: null, html: expect.stringContaining("von der Seite des Shops") });
    const other = `${contactId.replaceAll("-", "")}-${"A".repeat(22)}`;
    for (const reference of [other, "x", "", "../../etc/passwd", "%7B%7B"]) {
      const answer = await ask({ reference, fields: off });
      expect(answer.location).toBeNull();
      expect(answer.html).not.toContain("<form");
    }
    const unreadable = await ask({ fields: { act: "stop" } });
    expect(unreadable.location).toBeNull();
    expect(unreadable.html).toMatch(/role="alert".*konnte nicht gelesen werden.*<form/s);
    expect(await database.db.consentEntry.count()).toBe(before);
  });

  test("says in their language when it is asked too often, and where the app is gone", async () => {
    const from = { "x-forwarded-for": "198.51.100.7", "accept-language": "fr" };
    for (let time = 0; time < 30; time++) await ask({ headers: from });
    expect((await ask({ headers: from })).html).toMatch(/lang="fr".*Patientez un instant/s);
    await database.db.shop.update({ where: { id: shop.id }, data: { status: "uninstalled" } });
    const gone = await ask({ headers: { "accept-language": "tr" } });
    expect(gone.html).toMatch(/lang="tr".*kullanılamıyor/s);
  });

  test("has an address that is shown to nobody else", () => {
    const address = preferencesUrl(made.ctx.ids, shop, contactId);
    const reference = new URL(address).pathname.split("/").at(-1) ?? "";
    expect(withoutPreferenceReference(`Here: ${address}.`)).not.toContain(reference);
    expect(leadsToPreferences(new URL(address).pathname.slice(1))).toBe(true);
    expect(leadsToPreferences("products/preferences/tools")).toBe(false);
  });

  test("follows a merge, is nobody's in another shop, and is gone with an erased person", async () => {
    const other = await givenContact(made.ctx, shop.id);
    await inTransaction(made.ctx, (tx) => mergeContacts(tx, shop.id, other.id, contactId));
    made.clock.advance(60_000);
    await send({ act: "stop" });
    expect(await consent(other.id)).toMatchObject({ marketing: "revoked" });
    const { shop: stranger } = await givenShop(made.ctx);
    const strange = new URL(preferencesUrl(made.ctx.ids, { ...stranger }, contactId)).pathname.split("/").at(-1);
    expect((await ask({ reference: strange ?? "" })).html).not.toContain("<form");
    await eraseCustomer(made.ctx, shop.id, other.id);
    expect((await ask()).html).not.toContain("<form");
  });
});
