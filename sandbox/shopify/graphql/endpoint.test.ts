import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { allScopes, startShopifyForTest, type ShopifyForTest } from "../testing.ts";

let shopify: ShopifyForTest;
beforeEach(async () => {
  shopify = await startShopifyForTest();
});
afterEach(() => shopify.close());

describe("documents", () => {
  it("answers a valid one from the shop's state, with its cost", async () => {
    const order = shopify.controls.placeOrder({ customer: "ana", kind: "cod", currency: "BRL" });
    const { status, body } = await shopify.graphql(
      `query ($id: ID!) {
        shop { name ianaTimezone currencyCode }
        order(id: $id) {
          name displayFinancialStatus paymentGatewayNames customerLocale
          totalPriceSet { shopMoney { amount currencyCode } presentmentMoney { currencyCode } }
          customer { firstName defaultPhoneNumber { phoneNumber whatsAppMarketingConsent { state } } }
        }
      }`,
      { id: `gid://shopify/Order/${order.id}` },
    );
    expect(status).toBe(200);
    expect(body.errors).toBeUndefined();
    expect(body.data.shop).toEqual({ name: "Lindenholz", ianaTimezone: "Europe/Berlin", currencyCode: "EUR" });
    expect(body.data.order).toEqual({
      name: "#1001",
      displayFinancialStatus: "PENDING",
      paymentGatewayNames: ["Cash on Delivery (COD)"],
      customerLocale: "pt-BR",
      totalPriceSet: {
        shopMoney: { amount: "43.9", currencyCode: "EUR" },
        presentmentMoney: { currencyCode: "BRL" },
      },
      customer: {
        firstName: "Ana Clara",
        defaultPhoneNumber: { phoneNumber: "+5511987654321", whatsAppMarketingConsent: { state: "SUBSCRIBED" } },
      },
    });
    expect(body.extensions.cost).toMatchObject({
      requestedQueryCost: 6,
      actualQueryCost: 6,
      throttleStatus: { maximumAvailable: 2000, restoreRate: 100 },
    });
  });

  it.each([
    ["an unknown field", "{ shop { colour } }", /Cannot query field "colour"/],
    ["a missing argument", "{ order { id } }", /argument "id"/],
    ["a field gone from the schema", "mutation { checkoutCreate { id } }", /Cannot query field/],
    ["broken syntax", "{ shop {", /Syntax Error/],
    ["a page without a size", "{ orders { nodes { id } } }", /you must provide one of first or last/],
    ["too large a page", "{ orders(first: 251) { nodes { id } } }", /less than or equal to 250/],
  ])("refuses %s with errors under HTTP 200", async (_name, document, message) => {
    const { status, body } = await shopify.graphql(document);
    expect(status).toBe(200);
    expect(body.errors[0].message).toMatch(message);
  });

  it("refuses what costs more than a thousand points", async () => {
    const { body } = await shopify.graphql(
      "{ orders(first: 250) { nodes { lineItems(first: 250) { nodes { product { variants(first: 250) { nodes { id } } } } } } } }",
    );
    expect(body.errors[0].extensions).toMatchObject({ code: "MAX_COST_EXCEEDED", maxCost: 1000 });
  });

  it("says so where the sandbox itself has a gap, instead of answering null", async () => {
    const { body } = await shopify.graphql("{ shop { features { storefront } } }");
    expect(body.errors[0].message).toBe("the sandbox has no answer for Shop.features yet");
  });

  it("refuses a wrong token with 401", async () => {
    const { status, body } = await shopify.graphql("{ shop { name } }", {}, "shpat_guess");
    expect(status).toBe(401);
    expect(body.errors).toMatch(/Invalid API key or access token/);
  });
});

describe("scopes", () => {
  it("denies what was not granted, and answers the rest", async () => {
    shopify.controls.updateScopes({ scopes: ["read_orders"] });
    const order = shopify.controls.placeOrder({ customer: "mara" });
    const { status, body } = await shopify.graphql(
      "query ($id: ID!) { order(id: $id) { name customer { firstName } } }",
      { id: `gid://shopify/Order/${order.id}` },
    );
    expect(status).toBe(200);
    expect(body.data.order).toEqual({ name: "#1001", customer: null });
    expect(body.errors[0]).toMatchObject({
      message: "Access denied for customer field. Required access: `read_customers` access scope.",
      path: ["order", "customer"],
      extensions: { code: "ACCESS_DENIED" },
    });
  });

  it("denies a list of what was not granted, and a write without its scope", async () => {
    shopify.controls.updateScopes({ scopes: ["read_orders"] });
    const order = shopify.controls.placeOrder({});
    const list = await shopify.graphql("{ customers(first: 1) { nodes { id } } }");
    expect(list.body.errors[0].extensions.code).toBe("ACCESS_DENIED");
    const write = await shopify.graphql(
      `mutation ($id: ID!) { tagsAdd(id: $id, tags: ["x"]) { userErrors { message } } }`,
      { id: `gid://shopify/Order/${order.id}` },
    );
    expect(write.body.errors[0].extensions).toMatchObject({
      code: "ACCESS_DENIED",
      requiredAccess: "`write_orders` access scope.",
    });
    expect(shopify.sandbox.state.orders[0]?.tags).toEqual([]);
  });

  it("reads with a write scope", async () => {
    shopify.controls.updateScopes({ scopes: ["write_customers"] });
    const { body } = await shopify.graphql("{ customers(first: 1) { nodes { id } } }");
    expect(body.errors).toBeUndefined();
  });

  it("nulls protected data under HTTP 200 when the app is not approved for it", async () => {
    shopify.controls.faults({ graphql: { protectedDataDenied: true } });
    const { status, body } = await shopify.graphql(
      "{ customers(first: 1) { nodes { id firstName phone defaultAddress { city phone zip } } } }",
    );
    expect(status).toBe(200);
    expect(body.data.customers.nodes[0]).toMatchObject({
      firstName: null,
      phone: null,
      defaultAddress: { city: "Köln", phone: null, zip: null },
    });
    expect(body.errors.map((error: { path: string[] }) => error.path.at(-1))).toEqual([
      "firstName",
      "phone",
      "phone",
      "zip",
    ]);
  });
});

describe("throttling", () => {
  const dear = `{ orders(first: 250) { nodes { lineItems(first: 100) { nodes { product { id } variant { id } } } } } }`;

  it("empties by what was answered and refills by the clock", async () => {
    const lines = Array.from({ length: 6 }, () => ({ handle: "salatbesteck-olive" }));
    for (let made = 0; made < 30; made += 1) shopify.controls.placeOrder({ lines });
    const first = await shopify.graphql(dear);
    expect(first.body.extensions.cost).toMatchObject({ requestedQueryCost: 332, actualQueryCost: 74 });
    let last = first;
    for (let asked = 0; asked < 40 && !last.body.errors; asked += 1) last = await shopify.graphql(dear);
    expect(last.status).toBe(200);
    expect(last.body.errors).toEqual([
      { message: "Throttled", extensions: expect.objectContaining({ code: "THROTTLED" }) },
    ]);
    const { requestedQueryCost, throttleStatus } = last.body.extensions.cost;
    const missing = requestedQueryCost - throttleStatus.currentlyAvailable;
    expect(missing).toBeGreaterThan(0);
    shopify.clock.advance(Math.ceil(missing / throttleStatus.restoreRate) * 1000);
    expect((await shopify.graphql(dear)).body.errors).toBeUndefined();
  });

  it("fails on demand: throttled, down, cut off", async () => {
    await shopify.exchange();
    shopify.controls.faults({ graphql: { throttleNext: 1, failNext: 1, failStatus: 502 } });
    expect((await shopify.graphql("{ shop { name } }")).status).toBe(502);
    expect((await shopify.graphql("{ shop { name } }")).body.errors[0].extensions.code).toBe("THROTTLED");
    shopify.controls.faults({ graphql: { dropNext: 1 } });
    await expect(shopify.graphql("{ shop { name } }")).rejects.toThrow("fetch failed");
    expect((await shopify.graphql("{ shop { name } }")).body.data.shop.name).toBe("Lindenholz");
  });
});

describe("lists", () => {
  it("pages by updated_at without repeating or skipping while orders change", async () => {
    const ids: string[] = [];
    for (let made = 0; made < 5; made += 1) {
      ids.push(shopify.controls.placeOrder({}).id);
      shopify.clock.advance(60_000);
    }
    const page = (after: string | null) =>
      shopify.graphql(
        `query ($after: String) {
          orders(first: 2, after: $after, sortKey: UPDATED_AT, query: "updated_at:>='2026-11-21T10:01:00Z'") {
            nodes { legacyResourceId } pageInfo { hasNextPage endCursor }
          }
        }`,
        { after },
      );
    type OrdersPage = {
      data: {
        orders: {
          nodes: { legacyResourceId: string }[];
          pageInfo: { hasNextPage: boolean; endCursor: string | null };
        };
      };
    };
    const seen: string[] = [];
    let after: string | null = null;
    for (let more = true; more;) {
      const answer: { body: OrdersPage } = await page(after);
      const { orders } = answer.body.data;
      seen.push(...orders.nodes.map((node) => node.legacyResourceId));
      after = orders.pageInfo.endCursor;
      more = orders.pageInfo.hasNextPage;
      // The first one found moves to the end: it is seen again there, nobody else is lost.
      if (seen.length === 2) shopify.controls.payOrder({ orderId: shopify.controls.placeOrder({ kind: "unpaid" }).id });
    }
    expect(seen.slice(0, 4)).toEqual(ids.slice(1));
    expect(new Set(seen).size).toBe(5);
  });

  it("shows open abandoned checkouts with a contact, by their last change", async () => {
    const mine = shopify.controls.abandonCheckout({ phone: "+491701111111" });
    shopify.controls.abandonCheckout({ contact: false });
    const bought = shopify.controls.abandonCheckout({ customer: "mara" });
    shopify.controls.placeOrder({ fromCheckout: bought.token });
    const { body } = await shopify.graphql(
      `{ abandonedCheckouts(first: 10, query: "updated_at:>2026-11-21") {
          nodes { id abandonedCheckoutUrl completedAt shippingAddress { phone countryCodeV2 } lineItems(first: 2) { nodes { title variant { legacyResourceId } } } }
      } }`,
    );
    expect(body.errors).toBeUndefined();
    expect(body.data.abandonedCheckouts.nodes).toHaveLength(1);
    expect(body.data.abandonedCheckouts.nodes[0]).toMatchObject({
      id: `gid://shopify/AbandonedCheckout/${mine.id}`,
      completedAt: null,
      shippingAddress: { phone: "+491701111111", countryCodeV2: "DE" },
    });
    expect(body.data.abandonedCheckouts.nodes[0].abandonedCheckoutUrl).toContain(
      `/checkouts/${mine.token}/recover?key=`,
    );
  });

  it("warns of a search field that does not exist, and hides orders older than sixty days", async () => {
    shopify.controls.placeOrder({});
    shopify.clock.advance(61 * 24 * 60 * 60 * 1000);
    const token = String((await shopify.exchange()).body["access_token"]);
    const document = `{ orders(first: 1, query: "colour:red") { nodes { id } } }`;
    const { body } = await shopify.graphql(document, {}, token);
    expect(body.data.orders.nodes).toEqual([]);
    expect(body.extensions.search[0].warnings[0]).toMatchObject({ field: "colour", code: "invalid_field" });
    shopify.controls.updateScopes({ scopes: [...allScopes, "read_all_orders"] });
    expect((await shopify.graphql(document, {}, token)).body.data.orders.nodes).toHaveLength(1);
  });

  it("answers segments and their members", async () => {
    const found = await shopify.graphql(`{ segments(first: 5, query: "name:Germany") { nodes { id name query } } }`);
    const [segment] = found.body.data.segments.nodes;
    const { body } = await shopify.graphql(
      `query ($id: ID!) { customerSegmentMembers(first: 10, segmentId: $id) { edges { node { id firstName } } totalCount } }`,
      { id: segment.id },
    );
    expect(body.errors).toBeUndefined();
    expect(
      body.data.customerSegmentMembers.edges.map((edge: { node: { firstName: string } }) => edge.node.firstName),
    ).toEqual(["Mara", "Otto"]);
  });
});

describe("changes", () => {
  it("cancels an order by a job, after answering", async () => {
    const order = shopify.controls.placeOrder({ kind: "cod" });
    await shopify.topics();
    const cancel = () =>
      shopify.graphql(
        `mutation ($id: ID!) {
          orderCancel(orderId: $id, reason: CUSTOMER, restock: true, notifyCustomer: false, staffNote: "asked") {
            job { id done } orderCancelUserErrors { code message }
          }
        }`,
        { id: `gid://shopify/Order/${order.id}` },
      );
    const { job, orderCancelUserErrors } = (await cancel()).body.data.orderCancel;
    expect(orderCancelUserErrors).toEqual([]);
    expect(job.done).toBe(false);
    expect(await shopify.topics()).toEqual(expect.arrayContaining(["orders/cancelled", "orders/updated"]));
    expect(
      (await shopify.graphql("query ($id: ID!) { job(id: $id) { done } }", { id: job.id })).body.data.job.done,
    ).toBe(true);
    expect((await cancel()).body.data.orderCancel.orderCancelUserErrors).toEqual([
      { code: "INVALID", message: "Order has already been cancelled" },
    ]);
  });

  it("adds a tag once, and tells of it", async () => {
    const order = shopify.controls.placeOrder({ tags: ["old"] });
    await shopify.topics();
    const add = () =>
      shopify.graphql(
        `mutation ($id: ID!) { tagsAdd(id: $id, tags: ["new"]) { node { ... on Order { tags } } userErrors { message } } }`,
        { id: `gid://shopify/Order/${order.id}` },
      );
    expect((await add()).body.data.tagsAdd.node.tags).toEqual(["old", "new"]);
    expect(await shopify.topics()).toEqual(["orders/updated"]);
    expect((await add()).body.data.tagsAdd.node.tags).toEqual(["old", "new"]);
    expect(await shopify.topics()).toEqual([]);
  });

  it("records consent, refuses it without a phone, and ignores an older decision", async () => {
    const consent = (key: string, state: string, updatedAt: string) =>
      shopify.graphql(
        `mutation ($input: CustomerWhatsAppMarketingConsentUpdateInput!) {
          customerWhatsAppMarketingConsentUpdate(input: $input) {
            customerPhoneNumber { whatsAppMarketingConsent { state updatedAt } } userErrors { field message }
          }
        }`,
        {
          input: {
            customerId: `gid://shopify/Customer/${shopify.sandbox.state.customers.find((one) => one.key === key)?.id}`,
            whatsAppMarketingConsent: { state, optInLevel: "SINGLE_OPT_IN", updatedAt },
          },
        },
      );
    const revoked = await consent("mara", "UNSUBSCRIBED", "2026-11-21T09:59:00Z");
    expect(revoked.body.data.customerWhatsAppMarketingConsentUpdate).toEqual({
      customerPhoneNumber: { whatsAppMarketingConsent: { state: "UNSUBSCRIBED", updatedAt: "2026-11-21T09:59:00Z" } },
      userErrors: [],
    });
    expect(await shopify.topics()).toEqual(["customers_whats_app_marketing_consent/update"]);
    await consent("mara", "SUBSCRIBED", "2026-11-20T09:59:00Z");
    expect(shopify.sandbox.state.customers[0]?.whatsApp.state).toBe("unsubscribed");
    const without = await consent("nophone", "SUBSCRIBED", "2026-11-21T09:59:00Z");
    expect(without.body.data.customerWhatsAppMarketingConsentUpdate.userErrors[0].message).toMatch(/phone number/);
  });

  it("writes metafields, and makes a discount code that orders then carry", async () => {
    const order = shopify.controls.placeOrder({});
    const id = `gid://shopify/Order/${order.id}`;
    const set = await shopify.graphql(
      `mutation ($fields: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $fields) { metafields { key value } userErrors { message } } }`,
      { fields: [{ ownerId: id, namespace: "tidings", key: "state", type: "json", value: '{"a":1}' }] },
    );
    expect(set.body.data.metafieldsSet.userErrors).toEqual([]);
    const read = await shopify.graphql(
      `query ($id: ID!) { order(id: $id) { metafield(namespace: "tidings", key: "state") { jsonValue } } }`,
      { id },
    );
    expect(read.body.data.order.metafield.jsonValue).toEqual({ a: 1 });
    const create = () =>
      shopify.graphql(
        `mutation ($input: DiscountCodeBasicInput!) {
          discountCodeBasicCreate(basicCodeDiscount: $input) {
            codeDiscountNode { codeDiscount { ... on DiscountCodeBasic { status codes(first: 1) { nodes { code } } } } }
            userErrors { field code }
          }
        }`,
        {
          input: {
            title: "Back again",
            code: "BACK-1",
            startsAt: "2026-11-21T00:00:00Z",
            customerGets: { value: { percentage: 0.15 } },
          },
        },
      );
    const made = (await create()).body;
    expect(made.errors).toBeUndefined();
    expect(made.data.discountCodeBasicCreate.codeDiscountNode.codeDiscount).toEqual({
      status: "ACTIVE",
      codes: { nodes: [{ code: "BACK-1" }] },
    });
    expect((await create()).body.data.discountCodeBasicCreate.userErrors[0].code).toBe("TAKEN");
    const bought = shopify.controls.placeOrder({ discountCodes: ["BACK-1"], lines: [{ handle: "hocker-linde" }] });
    expect(bought.lines[0]?.discountMinor).toBe(2235);
  });

  it("answers the app's own installation", async () => {
    const { body } = await shopify.graphql(
      "{ currentAppInstallation { id accessScopes { handle } app { apiKey handle } } }",
    );
    expect(body.data.currentAppInstallation.accessScopes.map((scope: { handle: string }) => scope.handle)).toEqual(
      allScopes,
    );
  });
});
