import type { AddressInfo } from "node:net";
import { applyInbound } from "#app/core/conversations/apply-inbound.ts";
import { createWebServer } from "#app/doors/create-server.ts";
import { createOptInDoors, optInExtensionPath } from "#app/doors/opt-in-extension/create-opt-in-doors.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { signExtensionToken } from "#test/support/extension-token.ts";
import { givenAutomatedShop } from "#test/support/given-automations.ts";
import { deliver, fulfillmentPayload, orderPayload, takeInAll } from "#test/support/shopify-deliveries.ts";
import { onTestFinished } from "vitest";
import type { Db } from "#app/core/ports.ts";

export const audience = "client-id";
export const secret = "shpss_current";
export const wording = "By continuing you agree to messages about this order.";
export const marketingWording = "News and offers, too.";
export const checkoutToken = "f30b9bb6d9c4d5b5c4c6e0f8a1e6d2b3";
export const ownPhone = "+4915112345678";
export const otherPhone = "+4915187654321";

/** A shop with our block on the pages of its orders, and the door that the block asks. */
export async function openOrderPage(db: Db, options: { settings?: object } = {}) {
  const test = makeCtx(db, { now: "2026-11-21T10:00:00Z" });
  const { ctx, clock } = test;
  const { shop, number } = await givenAutomatedShop(ctx, { shop: { settings: options.settings ?? {} } });
  const doors = createOptInDoors({ ctx, audience, secrets: [secret, "shpss_previous"], answerAfterMs: 0 });
  const server = createWebServer({
    log: ctx.log,
    pages: (_request, response) => void response.writeHead(404).end(),
    doors,
  });
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}${optInExtensionPath}`;
  const token = (customerId?: string) =>
    signExtensionToken({ shopDomain: shop.domain, audience, secret, now: clock.now(), customerId });

  async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
    const answer = await fetch(origin + path, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token()}`, ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    const json = text.startsWith("{") ? (JSON.parse(text) as Record<string, unknown>) : {};
    return { status: answer.status, cors: answer.headers.get("access-control-allow-origin"), ...json };
  }
  return {
    ...test,
    shop,
    shopId: shop.id,
    numberId: number.id,
    origin,
    token,
    post,
    state: (proof: { checkoutToken?: string; customerId?: string } = { checkoutToken }) =>
      post("/state", { checkoutToken: proof.checkoutToken }, { authorization: `Bearer ${token(proof.customerId)}` }),
    optIn: (more: Record<string, unknown> = {}) =>
      post("", { checkoutToken, place: "thank_you", phone: ownPhone, country: "DE", locale: "de", wording, ...more }),
  };
}

export type Page = Awaited<ReturnType<typeof openOrderPage>>;

/** Ordered with this number; null: with none that is known. */
export async function givenOrder({ ctx, clock, shop }: Page, phone: string | null = ownPhone, more: object = {}) {
  const customer = { id: "id:115310627314723950", first_name: "Ada" };
  const payload = orderPayload({ checkout_token: checkoutToken, phone, customer, shipping_address: null, ...more });
  await deliver(ctx, shop.domain, { topic: "orders/create", payload });
  await takeInAll(ctx, clock);
}

export function entries({ ctx, shopId }: Page) {
  return ctx.db.consentEntry.findMany({ where: { shopId }, orderBy: { id: "asc" } });
}

export function questions({ ctx, shopId }: Page) {
  return ctx.db.message.findMany({
    where: { shopId, templateName: "confirm_opt_in" },
    include: { contact: { include: { identities: true } } },
    orderBy: { createdAt: "asc" },
  });
}

let presses = 0;
export async function press(page: Page, phone: string, payload = "opt-in:yes:transactional") {
  presses += 1;
  const question = (await questions(page)).findLast((one) =>
    one.contact.identities.some(({ value }) => value === phone),
  );
  const replyToWamid = `wamid.question.${question?.id}`;
  await page.ctx.db.message.updateMany({ where: { id: question?.id ?? "" }, data: { wamid: replyToWamid } });
  const message = {
    replyToWamid,
    wamid: `wamid.order.${presses}`,
    from: { phone },
    occurredAt: page.clock.now(),
    content: {},
    type: "button",
    choice: { payload, title: "Ja" },
  };
  return inTransaction(page.ctx, (tx) => applyInbound(tx, page, message, page.clock.now()));
}

export async function contactOf({ ctx, shopId }: Page, phone: string) {
  const identity = await ctx.db.contactIdentity.findFirstOrThrow({ where: { shopId, kind: "phone", value: phone } });
  return identity.contactId;
}

/** A parcel of the order is told of; whom the event is about. */
export async function whoHearsOfTheParcel(page: Page, id = "4404404404404404404") {
  const { ctx, clock, shop, shopId } = page;
  const moment = clock.now().toISOString();
  const payload = fulfillmentPayload({ id: `id:${id}`, created_at: moment, updated_at: moment });
  await deliver(ctx, shop.domain, { topic: "fulfillments/create", payload });
  await takeInAll(ctx, clock);
  const where = { shopId, kind: "fulfillment_created", subjectId: id };
  return (await ctx.db.storeEvent.findFirstOrThrow({ where })).contactId;
}
