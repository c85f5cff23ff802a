import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { expect, test } from "vitest";
import { accessPlaces } from "#app/core/privacy/access-places.ts";
import { createPages } from "#app/pages/create-pages.ts";
import type { PageDeps } from "#app/pages/page-deps.ts";
import { actOnPrivacy } from "#test/support/act-on-privacy.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { openRoad, type Road } from "#test/support/road.ts";
import { checkoutPayload, orderPayload } from "#test/support/shopify-deliveries.ts";

const database = useTestDatabase();

type Route = {
  loader?: (args: LoaderFunctionArgs) => Promise<unknown>;
  action?: (args: ActionFunctionArgs) => Promise<unknown>;
};
/** Every page and download of the app; the one that answers everything else shows nothing. */
const routes = import.meta.glob<Route>(["/app/routes/app*.tsx", "!/app/routes/app.$.tsx"]);

const phone = "+4915155501234";
const traces = ["5155501234", "Wilhelmina", "Traceable"];
const address = { first_name: "Wilhelmina", last_name: "Traceable", phone, country_code: "DE" };
const customer = { ...address, id: "id:7064055069303711222", default_address: address };

/** Somebody of whom there is something on every page that can show it. */
async function givenPerson(road: Road) {
  const at = () => road.clock.now().toISOString();
  const dated = { created_at: at(), updated_at: at(), customer, shipping_address: address, phone };
  await road.post("customers/create", { ...customer, created_at: at(), updated_at: at() });
  await road.post("checkouts/create", checkoutPayload({ ...dated }));
  await road.post(
    "orders/create",
    orderPayload({ ...dated, id: "id:8209829119461566777", checkout_token: "other", cart_token: null }),
  );
  await road.settle();
  road.controls.receive(phone, { text: "START" });
  road.controls.receive(phone, { text: "Is it back, asks Wilhelmina?" });
  await road.settle();
  await road.post("customers/data_request", { shop_domain: road.domain, customer: { id: customer.id, phone } });
  await road.settle();
  await actOnPrivacy(road.ctx, road.secrets);
  const { db } = road.ctx;
  const where = { shopId: road.shop.id };
  const contact = await db.contact.findFirstOrThrow({ where: { ...where, firstName: "Wilhelmina" } });
  const other = await road.givenShopper({ firstName: "Wilhelmina", phone: "+4915155501111" });
  await db.consentSync.updateMany({ where, data: { lastError: "other_phone", nextAttemptAt: null } });
  const link = await db.chatLink.create({
    data: {
      ...where,
      id: road.ctx.ids.next(),
      code: "abc123",
      name: "Parcel",
      text: "Hello",
      phone: "4930901820",
      createdAt: road.clock.now(),
    },
  });
  const request = await db.privacyRequest.findFirstOrThrow({ where: { shopDomain: road.domain } });
  return {
    params: {
      contactId: contact.id,
      messageId: (await db.message.findFirstOrThrow({ where: { ...where, contactId: contact.id } })).id,
      eventId: (await db.storeEvent.findFirstOrThrow({ where: { ...where, contactId: contact.id } })).id,
      automationId: (await db.automation.findFirstOrThrow({ where: { ...where, trigger: "order_created" } })).id,
      accountId: road.accountId,
      numberId: road.numberId,
      name: (await db.template.findFirstOrThrow({ where })).name,
      linkId: link.id,
      requestId: request.id,
    },
    search: `?with=${other.id}&format=json&as=svg&trigger=order_created&template=order_confirmed`,
  };
}

/** The routes' context, of the real use cases on the road's database; what they note is kept. */
function contextOf(road: Road, noted: string[]) {
  const env = {
    SHOPIFY_APP_URL: "https://app.example",
    SHOPIFY_API_KEY: "key",
    SCOPES: [],
    WHATSAPP_SIGNUP_ORIGINS: [],
  };
  const deps = { env, ctx: road.ctx, whatsApp: road.api, secrets: road.secrets, mailer: null } as unknown as PageDeps;
  const services = {
    env,
    ctx: road.ctx,
    pages: createPages(deps),
    openShop: async () => road.ctx.db.shop.findUnique({ where: { id: road.shop.id } }),
    shopify: {
      authenticate: { admin: async () => ({ session: { shop: road.domain }, sessionToken: { sub: "42" } }) },
    },
    accessRecorder: { note: ({ place }: { place: string }) => noted.push(place) },
  };
  return { services } as unknown as LoaderFunctionArgs["context"];
}

async function textOf(answer: unknown): Promise<string> {
  return answer instanceof Response ? answer.text() : JSON.stringify(answer ?? null);
}

test(
  "every page and download that shows a person is noted, and every place that can be noted is one of them",
  { timeout: 240_000 },
  async () => {
    const road = await openRoad(database);
    const { params, search } = await givenPerson(road);
    const places = new Set<string>();
    const silent: string[] = [];
    const failed: string[] = [];
    for (const [file, load] of Object.entries(routes)) {
      const { loader } = await load();
      if (!loader) continue;
      const noted: string[] = [];
      const request = new Request(`https://app.example/app${search}`);
      try {
        const shown = await textOf(await loader({ request, params, context: contextOf(road, noted) }));
        if (traces.some((trace) => shown.includes(trace)) && noted.length === 0) silent.push(file);
      } catch (error) {
        failed.push(`${file}: ${error instanceof Response ? error.status : String(error)}`);
      }
      for (const place of noted) places.add(place);
    }
    expect({ failed, silent }).toEqual({ failed: [], silent: [] });
    // Shown in answer to what is done there.
    const { action } = (await routes["/app/routes/app.consent.import.tsx"]?.()) ?? {};
    const noted: string[] = [];
    const body = JSON.stringify({ intent: "check", csv: "phone\n", fileName: "a.csv" });
    const request = new Request("https://app.example/app", { method: "POST", body });
    await action?.({ request, params, context: contextOf(road, noted) });
    for (const place of noted) places.add(place);
    expect([...places].sort()).toEqual([...accessPlaces].sort());
  },
);
