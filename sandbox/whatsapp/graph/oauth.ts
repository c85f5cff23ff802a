import { randomBytes } from "node:crypto";
import type { GraphAnswer } from "../errors.ts";
import { newTraceId } from "../ids.ts";
import { sandboxAppId } from "../defaults.ts";
import { grantToken, type World } from "../world.ts";

/** GET /oauth/access_token: a code of Embedded Signup, usable once, for a token that opens every account here. */
export function exchangeCode(world: World, query: URLSearchParams): GraphAnswer {
  if (!query.get("client_id")) return oauthError(101, "Missing client_id parameter.");
  if (query.get("client_secret") !== world.appSecret) return oauthError(1, "Error validating client secret.");
  const code = query.get("code");
  if (!code) return oauthError(100, "Missing code parameter.");
  if (world.usedCodes.has(code)) return oauthError(100, "This authorization code has been used.", 36009);
  world.usedCodes.add(code);
  const signup = world.signupCodes.get(code);
  if (signup && signup.expiresAt < world.now()) return oauthError(100, "This authorization code has expired.", 36007);
  const token = `EAA${randomBytes(24).toString("base64url")}`;
  grantToken(world, token, signup?.accountIds ?? [...world.accounts.keys()]);
  return { status: 200, body: { access_token: token, token_type: "bearer" } };
}

/** GET /debug_token: what a token is and may do. */
export function inspectToken(world: World, query: URLSearchParams): GraphAnswer {
  const token = query.get("input_token") ?? "";
  const granted = world.tokens.get(token);
  if (!granted) return { status: 200, body: { data: { is_valid: false, scopes: [] } } };
  const scopes = ["whatsapp_business_management", "whatsapp_business_messaging"];
  return {
    status: 200,
    body: {
      data: {
        app_id: sandboxAppId,
        type: "SYSTEM_USER",
        application: "Tidings (sandbox)",
        expires_at: 0,
        is_valid: true,
        scopes,
        granular_scopes: scopes.map((scope) => ({ scope, target_ids: [...granted] })),
      },
    },
  };
}

function oauthError(code: number, message: string, subcode?: number): GraphAnswer {
  return {
    status: 400,
    body: {
      error: {
        message,
        type: "OAuthException",
        code,
        ...(subcode === undefined ? {} : { error_subcode: subcode }),
        fbtrace_id: newTraceId(),
      },
    },
  };
}
