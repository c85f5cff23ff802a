import { setTimeout as pause } from "node:timers/promises";
import { normalizePhone } from "../../core/contacts/normalize-phone.ts";
import { readOrderOptIn } from "../../core/opt-in/order-opt-in-state.ts";
import { requestOrderOptIn } from "../../core/opt-in/request-order-opt-in.ts";
import type { Ctx } from "../../core/ports.ts";
import type { Door } from "../create-server.ts";
import {
  busy,
  createExtensionDoor,
  createExtensionLimits,
  type Answer,
  type Asking,
  type ExtensionDoorOptions,
  type ExtensionLimits,
} from "./extension-door.ts";
import { optInRequestSchema, stateRequestSchema, type OptInBody } from "./read-request.ts";

/** Where the extension of the thank-you and order status page asks (extensions/tidings-opt-in/src/ask-server.ts). */
export const optInExtensionPath = "/extensions/opt-in";

type Options = ExtensionDoorOptions & {
  /** An opt-in is answered after so long, whoever's number it was: how long it took tells nothing. Default 400. */
  answerAfterMs?: number;
};

/**
 * POST /extensions/opt-in and /extensions/opt-in/state, from the shopper's browser with the session token Shopify gives the
 * extension. 200 with the state; 401 for a token that is not Shopify's, not for this app or not of now; 404 where the app is
 * not installed; 405, 413; 422 for what can be no opt-in, 429 for too many.
 */
export function createOptInDoors({ answerAfterMs = 400, ...options }: Options): Record<string, Door> {
  const { ctx } = options;
  const limits = createExtensionLimits(ctx);
  return {
    [optInExtensionPath]: createExtensionDoor(options, limits, {
      schema: optInRequestSchema,
      take: takeOptIn(ctx, limits, answerAfterMs),
    }),
    [`${optInExtensionPath}/state`]: createExtensionDoor(options, limits, {
      schema: stateRequestSchema,
      take: async (_body, { shopId, proof }) => ({
        status: 200,
        body: { outcome: "ok", state: await readOrderOptIn(ctx, shopId, proof) },
      }),
    }),
  };
}

const wrongPhone: Answer = { status: 422, body: { outcome: "invalid", field: "phone" } };

function takeOptIn(ctx: Ctx, limits: ExtensionLimits, answerAfterMs: number) {
  return async (body: OptInBody, asking: Asking): Promise<Answer> => {
    const phone = normalizePhone(body.phone, body.country);
    if (!phone) return wrongPhone;
    const { shopId, proof } = asking;
    const order = proof.checkoutToken ?? proof.customerId ?? "";
    const inTime =
      limits.take("order", `${shopId}|${order}`) &&
      limits.take("number", `${shopId}|${phone.canonical}`) &&
      limits.take("shop", shopId);
    if (!inTime) return busy;
    const answered = pause(answerAfterMs);
    const result = await requestOrderOptIn(ctx, requestOf(body, asking, { phone: phone.e164, now: ctx.clock.now() }));
    await answered;
    return result.outcome === "taken" ? { status: 200, body: { outcome: "ok", state: result.state } } : wrongPhone;
  };
}

function requestOf(
  body: OptInBody,
  { shopId, proof, userAgent }: Asking,
  { phone, now }: { phone: string; now: Date },
) {
  const { place, country, locale, marketingWording } = body;
  const wording = marketingWording ? `${body.wording}\n${marketingWording}` : body.wording;
  return {
    shopId,
    phone,
    country,
    locale,
    source: place,
    proof,
    wantsMarketing: Boolean(marketingWording),
    shown: { wording, page: place, place, locale, door: place, userAgent },
    occurredAt: now,
  };
}
