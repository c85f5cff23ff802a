import type { ServerResponse } from "node:http";
import type { z } from "zod";
import { verifySessionToken } from "../../adapters/shopify/verify-session-token.ts";
import type { OrderProof } from "../../core/opt-in/order-opt-in-state.ts";
import type { Ctx } from "../../core/ports.ts";
import { visitorAddress } from "../client-address.ts";
import type { Door } from "../create-server.ts";
import { readBody } from "../read-body.ts";
import { refuseTooLarge, respond } from "../respond.ts";
import { userAgentOf } from "../shopper-fields.ts";
import { createAttemptLimits, mostMadeUp } from "../storefront/attempt-limits.ts";
import { parseJson } from "./read-request.ts";

export type ExtensionDoorOptions = {
  ctx: Ctx;
  /** The client id: whom Shopify's session tokens are for. */
  audience: string;
  /** The current client secret first, then the previous one. */
  secrets: string[];
};

export type Asking = { shopId: string; proof: OrderProof; userAgent: string };
export type Answer = { status: number; body: Record<string, unknown> };

export const busy: Answer = { status: 429, body: { outcome: "busy" } };

const largestBodyBytes = 16 * 1024;
const minuteMs = 60_000;

/** Extensions run on an origin of their own, that of their sandbox; the token, not the origin, says who asks. */
const cors = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "POST",
  "access-control-allow-headers": "authorization, content-type",
  "access-control-max-age": "86400",
};

export type ExtensionLimits = ReturnType<typeof createExtensionLimits>;

/** One for both doors. */
export function createExtensionLimits({ clock }: Ctx) {
  return createAttemptLimits(clock, {
    // A page asks once when it opens; a carrier's customers share addresses.
    address: { times: 120, withinMs: 10 * minuteMs, most: mostMadeUp },
    order: { times: 10, withinMs: 10 * minuteMs, most: mostMadeUp },
    number: { times: 5, withinMs: 60 * minuteMs, most: mostMadeUp },
    shop: { times: 600, withinMs: 10 * minuteMs },
  });
}

/** What the extension asks from the shopper's browser, with the session token Shopify gives it; `take` answers it. */
export function createExtensionDoor<Schema extends z.ZodType<{ checkoutToken: string | null }>>(
  { ctx, audience, secrets }: ExtensionDoorOptions,
  limits: ExtensionLimits,
  { schema, take }: { schema: Schema; take: (body: z.infer<Schema>, asking: Asking) => Promise<Answer> },
): Door {
  return async (request, response) => {
    if (request.method === "OPTIONS") return respond(response, 204, "", cors);
    if (request.method !== "POST") return respond(response, 405, "Only POST.", { allow: "POST, OPTIONS", ...cors });
    const read = await readBody(request, largestBodyBytes);
    if (read.outcome === "too_large") return refuseTooLarge(request, response, undefined, cors);
    if (read.outcome === "aborted") return;
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1];
    const session = token ? verifySessionToken(token, { audience, secrets, now: ctx.clock.now() }) : null;
    if (!session) return answer(response, { status: 401, body: { outcome: "unauthorized" } });
    const { shopDomain, customerId } = session;
    if (!limits.take("address", `${shopDomain}|${visitorAddress(request)}`)) return answer(response, busy);
    const shop = await ctx.db.shop.findUnique({ where: { domain: shopDomain }, select: { id: true, status: true } });
    if (shop?.status !== "installed") return answer(response, { status: 404, body: { outcome: "unknown" } });
    const body = schema.safeParse(parseJson(read.body));
    if (!body.success) return answer(response, { status: 422, body: { outcome: "invalid" } });
    const proof = { checkoutToken: body.data.checkoutToken, customerId };
    const asking = { shopId: shop.id, proof, userAgent: userAgentOf(request) };
    const taken = take(body.data, asking).catch((error: unknown): Answer => {
      ctx.log.error("an order's page was not answered", { shopId: shop.id, error });
      return { status: 503, body: { outcome: "unavailable" } };
    });
    answer(response, await taken);
  };
}

function answer(response: ServerResponse, { status, body }: Answer): void {
  respond(response, status, JSON.stringify(body), { "content-type": "application/json", ...cors });
}
