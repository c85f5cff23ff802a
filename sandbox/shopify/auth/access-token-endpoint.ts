import { z } from "zod";
import type { World } from "../world.ts";
import { json, sleep, type Answer } from "../http.ts";
import { verifySessionToken } from "./session-token.ts";

const exchangeGrant = "urn:ietf:params:oauth:grant-type:token-exchange";
const offlineType = "urn:shopify:params:oauth:token-type:offline-access-token";
const onlineType = "urn:shopify:params:oauth:token-type:online-access-token";

const request = z.discriminatedUnion("grant_type", [
  z.object({
    grant_type: z.literal(exchangeGrant),
    client_id: z.string(),
    client_secret: z.string(),
    subject_token: z.string(),
    subject_token_type: z.literal("urn:ietf:params:oauth:token-type:id_token"),
    requested_token_type: z.enum([offlineType, onlineType]),
    expiring: z.union([z.literal("1"), z.literal("0"), z.literal(1), z.literal(0)]).optional(),
  }),
  z.object({
    grant_type: z.literal("refresh_token"),
    client_id: z.string(),
    client_secret: z.string(),
    refresh_token: z.string(),
  }),
]);

/** POST /admin/oauth/access_token, as @shopify/shopify-api 15 speaks to it (JSON) and as OAuth clients do (a form). */
export async function answerAccessToken(world: World, body: Buffer, contentType: string): Promise<Answer> {
  const faults = world.faults.tokens;
  await sleep(faults.latencyMs);
  if (faults.failNext > 0) {
    faults.failNext -= 1;
    return json(faults.failStatus, { errors: "Internal Server Error" });
  }
  const parsed = request.safeParse(readRequest(body, contentType));
  if (!parsed.success) return refuse("invalid_request", "The request is missing a parameter or has an unknown one");
  const wish = parsed.data;
  if (wish.client_id !== world.options.apiKey || wish.client_secret !== world.options.apiSecret) {
    return refuse("application_cannot_be_found", "The application cannot be found", 400);
  }
  const { shop } = world.state;
  if (!shop.installed) return refuse("app_not_installed", "The application is not installed on this shop");
  const scope = shop.scopes.join(",");

  if (wish.grant_type === "refresh_token") {
    return world.tokens.duringRefresh(async () => {
      // A turn of the loop, so that refreshes sent together are seen together.
      await sleep(faults.latencyMs || 5);
      const grant = world.tokens.refresh(wish.refresh_token, scope);
      return grant ? json(200, grant) : refuse("invalid_grant", "The refresh token is invalid, used or expired");
    });
  }

  const verdict = verifySessionToken(wish.subject_token, {
    nowMs: world.options.clock.now(),
    shopDomain: shop.domain,
    apiKey: world.options.apiKey,
    apiSecret: world.options.apiSecret,
  });
  if (!verdict.valid) return refuse("invalid_subject_token", `Invalid subject token: ${verdict.why}`);
  world.tokens.counts.exchanges += 1;
  if (wish.requested_token_type === offlineType) {
    return json(200, world.tokens.issueOffline(scope, String(wish.expiring ?? "0") === "1"));
  }
  return json(200, {
    ...world.tokens.issueOnline(scope, verdict.userId),
    associated_user_scope: scope,
    session: null,
    account_number: null,
    associated_user: {
      id: Number(verdict.userId),
      first_name: "Greta",
      last_name: "Lindner",
      email: shop.email,
      account_owner: true,
      locale: shop.locale,
      collaborator: false,
      email_verified: true,
    },
  });
}

function readRequest(body: Buffer, contentType: string): unknown {
  const text = body.toString("utf8");
  if (contentType.includes("application/x-www-form-urlencoded")) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refuse(error: string, description: string, status = 400): Answer {
  return json(status, { error, error_description: description });
}
