import { optOut } from "#app/core/consent/opt-out.ts";
import { readConsent } from "#app/core/consent/read-consent.ts";
import { applyInbound } from "#app/core/conversations/apply-inbound.ts";
import { requestOptIn, type OptInRequest } from "#app/core/opt-in/request-opt-in.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { givenAutomatedShop } from "#test/support/given-automations.ts";
import type { Db } from "#app/core/ports.ts";

export const phone = "+4915112345678";

/** A shop that writes to people, with these settings. */
export async function openOptIns(db: Db, settings: object = {}) {
  const test = makeCtx(db, { now: "2026-11-21T10:00:00Z" });
  const { shop, number } = await givenAutomatedShop(test.ctx, { shop: { settings } });
  return { ...test, shopId: shop.id, numberId: number.id };
}

export type Given = Awaited<ReturnType<typeof openOptIns>>;
let askings = 0;

export function ask({ ctx, clock, shopId }: Given, more: Partial<OptInRequest> = {}) {
  askings += 1;
  return requestOptIn(ctx, {
    shopId,
    phone: "0151 12345678",
    country: "DE",
    locale: "de",
    purposes: ["marketing"],
    source: "form",
    shown: { wording: "Ja, ich will Nachrichten.", page: "/", locale: "de", door: "proxy", userAgent: "" },
    renderedAt: askings,
    occurredAt: clock.now(),
    ...more,
  });
}

export async function onlyContact({ ctx, shopId }: Given) {
  const own = { identities: { some: { value: phone } }, mergedIntoId: null };
  return (await ctx.db.contact.findFirstOrThrow({ where: { shopId, ...own } })).id;
}

export async function consentOf(given: Given) {
  const contactId = await onlyContact(given);
  return inTransaction(given.ctx, ({ tx }) => readConsent(tx, given.shopId, contactId));
}

export function questions({ ctx, shopId }: Given) {
  return ctx.db.message.findMany({ where: { shopId, templateName: "confirm_opt_in" }, orderBy: { createdAt: "asc" } });
}

let pressed = 0;
export async function receive(
  given: Given,
  said: { payload: string; replyTo?: string | undefined } | { text: string },
) {
  pressed += 1;
  const message = {
    wamid: `wamid.press.${pressed}`,
    from: { phone },
    occurredAt: given.clock.now(),
    content: {},
    ...("text" in said
      ? { type: "text", text: said.text }
      : {
          type: "button",
          choice: { payload: said.payload, title: "Ja" },
          ...(said.replyTo ? { replyToWamid: said.replyTo } : {}),
        }),
  };
  return inTransaction(given.ctx, (tx) => applyInbound(tx, given, message, given.clock.now()));
}

/** The button of the question asked last. */
export async function press(given: Given) {
  return receive(given, { payload: "opt-in:yes:marketing", replyTo: await lastQuestion(given) });
}

/** WhatsApp's name of it, as it has arrived. */
export async function lastQuestion(given: Given) {
  const question = (await questions(given)).at(-1);
  if (!question) return undefined;
  const wamid = `wamid.question.${question.id}`;
  await given.ctx.db.message.updateMany({ where: { id: question.id }, data: { wamid } });
  return wamid;
}

export function sayNo(given: Given, contactId: string, purposes: ("marketing" | "transactional")[]) {
  return inTransaction(given.ctx, (tx) =>
    optOut(tx, {
      shopId: given.shopId,
      contactId,
      purposes,
      source: "merchant",
      evidence: {},
      occurredAt: given.clock.now(),
      dedupeKey: `no:${given.clock.now().getTime()}`,
    }),
  );
}
