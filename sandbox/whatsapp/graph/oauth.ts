import { randomBytes } from "node:crypto";
import type { GraphAnswer } from "../errors.ts";
import { newTraceId } from "../ids.ts";
import { grantToken, type World } from "../world.ts";

/** GET /oauth/access_token: a code of Embedded Signup, usable once, for a token that opens every account here. */
export function exchangeCode(world: World, query: URLSearchParams): GraphAnswer {
  if (!query.get("client_id")) return oauthError(101, "Missing client_id parameter.");
  if (query.get("client_secret") !== world.appSecret) return oauthError(1, "Error validating client secret.");
  const code = query.get("code");
  if (!code) return oauthError(100, "Missing code parameter.");
  if (world.usedCodes.has(code)) return oauthError(100, "This authorization code has been used.", 36009);
  world.usedCodes.add(code);
  const token = `EAA${randomBytes(24).toString("base64url")}`;
  grantToken(world, token, [...world.accounts.keys()]);
  return { status: 200, body: { access_token: token, token_type: "bearer" } };
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
