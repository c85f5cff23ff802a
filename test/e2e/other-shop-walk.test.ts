import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { appRoutes, type AppRoute } from "#test/support/app-routes.ts";
import { givenPages } from "#test/support/open-pages.ts";
import { shopRows } from "#test/support/shop-rows.ts";

/** Every route below /app, asked and sent forms by one merchant with the ids of another's shop. */
const pages = givenPages();
const routes = appRoutes();

const ofShop = `"shopId" = $1::uuid`;

/** What a route's parameter names: table, column, and which rows are a shop's. A route with another parameter fails until it is here. */
const namedBy = {
  messageId: ["Message", "id", ofShop],
  contactId: ["Contact", "id", ofShop],
  automationId: ["Automation", "id", ofShop],
  /** The newest one has a name that no other shop has (open-pages.ts). */
  name: ["Template", "name", ofShop],
  eventId: ["StoreEvent", "id", ofShop],
  accountId: ["WhatsAppAccount", "id", ofShop],
  numberId: ["WhatsAppNumber", "id", ofShop],
  linkId: ["ChatLink", "id", ofShop],
  requestId: ["PrivacyRequest", "id", `"shopDomain" = (SELECT "domain" FROM "Shop" WHERE "id" = $1::uuid)`],
} as const;

/** What a file has to be asked for besides. */
const questions: Record<string, string> = {
  "routes/app.links.$linkId.code": "?as=svg",
  "routes/app.settings.privacy.$requestId": "?format=json",
};

type Param = keyof typeof namedBy;
type Ids = Record<Param, string>;

/** Forms that name something by its id, or act on what the address names. A route whose action does fails until it is here. */
const forms: Record<string, (theirs: Ids) => object[]> = {
  "routes/app._index": ({ messageId }) => [{ intent: "test", phone: "+4915112345678", requestId: messageId }],
  "routes/app.automations._index": ({ automationId }) => [
    { intent: "switch", id: automationId, enabled: false },
    { intent: "duplicate", id: automationId, requestId: randomUUID(), name: "Copy" },
    { intent: "remove", id: automationId },
  ],
  "routes/app.automations.gallery": ({ automationId }) => [
    { galleryKey: null, requestId: automationId, name: "Of my own" },
  ],
  "routes/app.automations.$automationId": () => [
    { intent: "switch", enabled: false },
    { intent: "save", version: 1, name: "Taken over", definition: {} },
  ],
  "routes/app.connect._index": ({ accountId, numberId }) => [
    { intent: "refresh", accountId },
    { intent: "assign", roles: { defaultId: numberId, utilityId: null, marketingId: null }, version: 0 },
  ],
  "routes/app.connect.manual": () => [{ wabaId: "1000000000", phoneNumberId: "2000000000", accessToken: "token" }],
  "routes/app.connect.accounts.$accountId": () => [
    { intent: "renew", accessToken: "token" },
    { intent: "connect", phoneNumberId: "123456789" },
  ],
  "routes/app.connect.numbers.$numberId": ({ numberId }) => [
    { intent: "connect" },
    { intent: "disconnect", queue: { do: "cancel" } },
    { intent: "disconnect", queue: { do: "move", toNumberId: numberId } },
  ],
  "routes/app.templates.$name": () => [
    { intent: "remove", language: null },
    { intent: "duplicate", name: "taken_over" },
    { intent: "accept_category", language: "en" },
  ],
  "routes/app.customers.$contactId._index": () => [
    { intent: "block" },
    { intent: "unblock" },
    { intent: "erase" },
    { intent: "stop", runId: randomUUID() },
    { intent: "consent", state: "revoked", purposes: "marketing", note: "Said so", formId: randomUUID() },
  ],
  "routes/app.customers.$contactId.merge": ({ contactId }) => [{ dropId: contactId }],
  "routes/app.events.failed": ({ eventId }) => [{ id: eventId }],
  "routes/app.links.new": ({ linkId }) => [{ id: linkId, name: "Taken over", text: "Hello", phone: "4915112345678" }],
  "routes/app.links.$linkId._index": () => [
    { intent: "pause" },
    { intent: "resume" },
    { intent: "remove" },
    { intent: "restore" },
    { intent: "change", version: 1, name: "Taken over", text: "Hello", phone: "4915112345678" },
  ],
  "routes/app.settings.privacy._index": ({ requestId }) => [{ intent: "answer", requestId }],
};

function source(route: AppRoute): string {
  return readFileSync(resolve(import.meta.dirname, "../../app", `${route.id}.tsx`), "utf8");
}

const needsForms = (route: AppRoute) =>
  route.hasAction && (route.params.length > 0 || /z\.uuid\(|\bidSchema\b/.test(source(route)));

const addressOf = (route: AppRoute, ids: Record<string, string>) =>
  route.path.replace("/*", "/nothing").replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(ids[name] ?? name)) +
  (questions[route.id] ?? "");

async function idsOf(shopId: string): Promise<Ids> {
  const { executeSql } = pages.services().database;
  const entries = Object.entries(namedBy).map(async ([param, [table, column, isTheirs]]) => {
    const { rows } = await executeSql(
      `SELECT "${column}" AS "found" FROM "${table}" WHERE ${isTheirs} ORDER BY "id" DESC LIMIT 1`,
      [shopId],
    );
    if (!rows[0]) throw new Error(`The other shop has no row in ${table} to be refused.`);
    return [param, String(rows[0].found)] as const;
  });
  return Object.fromEntries(await Promise.all(entries)) as Ids;
}

it("knows what every route's parameters and forms name", () => {
  expect(routes.flatMap(({ params }) => params).filter((param) => !(param in namedBy))).toEqual([]);
  expect(
    routes
      .filter(needsForms)
      .map(({ id }) => id)
      .filter((id) => !(id in forms)),
  ).toEqual([]);
  expect(Object.keys(forms).filter((id) => !routes.some((route) => route.id === id))).toEqual([]);
});

it("every loader answers 404 to another shop's ids, and to what is no id", async () => {
  const ours = await pages.givenMerchant("Ada");
  const theirs = await pages.givenMerchant("Zebedee");
  const foreign = await idsOf(theirs.shop.id);
  const own = await idsOf(ours.shop.id);
  const nothing = Object.fromEntries(Object.keys(foreign).map((param) => [param, randomUUID()]));
  const nonsense = Object.fromEntries(Object.keys(foreign).map((param) => [param, "x' OR 1=1"]));

  for (const route of routes.filter(({ hasLoader }) => hasLoader)) {
    if (route.params.length === 0) {
      const { text } = await ours.ask(addressOf(route, {}), route.id);
      expect(text, route.id).not.toContain("Zebedee");
      continue;
    }
    expect([route.id, (await ours.ask(addressOf(route, own), route.id)).status]).toEqual([route.id, 200]);
    for (const ids of [foreign, nothing, nonsense]) {
      const { status, text } = await ours.ask(addressOf(route, ids), route.id);
      expect([route.id, status]).toEqual([route.id, 404]);
      expect(text, route.id).not.toContain("Zebedee");
    }
  }
});

it("no action changes anything by another shop's ids", async () => {
  const ours = await pages.givenMerchant("Ada");
  const theirs = await pages.givenMerchant("Zebedee");
  const foreign = await idsOf(theirs.shop.id);
  for (const route of routes.filter(({ hasAction }) => hasAction)) {
    for (const form of forms[route.id]?.(foreign) ?? []) {
      const before = await shopRows(pages.services(), theirs.shop.id);
      const { status, text } = await ours.send(addressOf(route, foreign), route.id, form);
      const about = `${route.id} ${JSON.stringify(form)}: ${status} ${text.slice(0, 200)}`;
      // A form that the route no longer reads would prove nothing.
      expect(text, about).not.toContain("could not be read");
      expect(status, about).not.toBe(500);
      if (route.params.length > 0) expect(text, about).not.toContain('"outcome":"saved"');
      if (route.params.includes("contactId")) expect(status, about).toBe(404);
      expect(text, about).not.toContain("Zebedee");
      expect(await shopRows(pages.services(), theirs.shop.id), about).toEqual(before);
    }
  }
});
