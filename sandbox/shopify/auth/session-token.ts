import { createHmac, timingSafeEqual } from "node:crypto";

export type SessionTokenClaims = {
  iss: string;
  dest: string;
  aud: string;
  sub: string;
  exp: number;
  nbf: number;
  iat: number;
  jti: string;
  sid: string;
  sig: string;
};

const lifeSeconds = 60;
/** @shopify/shopify-api allows the same ten seconds. */
const toleranceSeconds = 10;

/** The claims App Bridge's idToken() carries: https://shopify.dev/docs/apps/build/authentication-authorization/session-tokens */
export function sessionTokenClaims(facts: {
  nowMs: number;
  shopDomain: string;
  apiKey: string;
  userId: string;
  jti: string;
  sid: string;
}): SessionTokenClaims {
  const issuedAt = Math.floor(facts.nowMs / 1000);
  return {
    iss: `https://${facts.shopDomain}/admin`,
    dest: `https://${facts.shopDomain}`,
    aud: facts.apiKey,
    sub: facts.userId,
    exp: issuedAt + lifeSeconds,
    nbf: issuedAt,
    iat: issuedAt,
    jti: facts.jti,
    sid: facts.sid,
    sig: createHmac("sha256", facts.sid).update(facts.jti).digest("hex"),
  };
}

export function signSessionToken(claims: SessionTokenClaims, apiSecret: string): string {
  const body = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${body}.${createHmac("sha256", apiSecret).update(body).digest("base64url")}`;
}

export type SessionTokenVerdict = { valid: true; userId: string } | { valid: false; why: string };

export function verifySessionToken(
  token: string,
  expected: { nowMs: number; shopDomain: string; apiKey: string; apiSecret: string },
): SessionTokenVerdict {
  const [header, payload, signature, ...rest] = token.split(".");
  if (!header || !payload || !signature || rest.length > 0) return { valid: false, why: "not a JWT" };
  const wanted = createHmac("sha256", expected.apiSecret).update(`${header}.${payload}`).digest();
  const given = Buffer.from(signature, "base64url");
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return { valid: false, why: "signature" };
  const head = decode(header);
  const claims = decode(payload);
  if (head?.["alg"] !== "HS256") return { valid: false, why: "alg" };
  if (claims === null || typeof claims["sub"] !== "string") return { valid: false, why: "claims" };
  const now = Math.floor(expected.nowMs / 1000);
  if (typeof claims["exp"] !== "number" || claims["exp"] + toleranceSeconds <= now) return { valid: false, why: "exp" };
  if (typeof claims["nbf"] !== "number" || claims["nbf"] - toleranceSeconds > now) return { valid: false, why: "nbf" };
  if (claims["aud"] !== expected.apiKey) return { valid: false, why: "aud" };
  if (claims["dest"] !== `https://${expected.shopDomain}`) return { valid: false, why: "dest" };
  return { valid: true, userId: claims["sub"] };
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function decode(part: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}
