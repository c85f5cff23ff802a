import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** Whom a session token of a UI extension speaks for. */
export type ExtensionSession = {
  shopDomain: string;
  /** Digits; null for guests, and where the app may not read customer accounts. */
  customerId: string | null;
};

type Expected = {
  /** The client id: whom the token is for. */
  audience: string;
  /** The client secret, then the previous one. */
  secrets: readonly string[];
  now: Date;
};

/** Clocks differ a little; Shopify's own SDK allows the same. */
const toleranceSeconds = 10;
/** Shopify's are some 600 characters. */
const longestToken = 4_000;

const headerSchema = z.object({ alg: z.literal("HS256") });

const claimsSchema = z.object({
  // Checkout writes the bare host, the admin an address.
  dest: z.string().regex(/^(?:https:\/\/)?[a-zA-Z0-9][a-zA-Z0-9-]{0,100}\.myshopify\.com$/),
  aud: z.string(),
  exp: z.number(),
  nbf: z.number(),
  // The admin's tokens, which speak for the shop's staff, are signed with the same secret for the same app.
  iss: z
    .string()
    .regex(/^(?!.*\/admin\/?$)/)
    .optional(),
  sub: z.string().optional().catch(undefined),
});

/**
 * Reads the session token that Shopify gives a UI extension of checkout or of customer accounts: a JWT, HS256 with the
 * client secret (Shopify, "Session tokens"). Null when it is not for this app, not signed by Shopify, or not of now.
 */
export function verifySessionToken(token: string, { audience, secrets, now }: Expected): ExtensionSession | null {
  const [header = "", payload = "", signature = "", ...rest] = token.length > longestToken ? [] : token.split(".");
  if (rest.length > 0 || !isSigned(`${header}.${payload}`, signature, secrets)) return null;
  const claims = claimsSchema.safeParse(decode(payload));
  if (!headerSchema.safeParse(decode(header)).success || !claims.success) return null;
  const { dest, aud, exp, nbf, sub } = claims.data;
  const seconds = now.getTime() / 1000;
  if (aud !== audience || exp + toleranceSeconds <= seconds || nbf - toleranceSeconds > seconds) return null;
  return {
    shopDomain: dest.replace("https://", "").toLowerCase(),
    customerId: /^gid:\/\/shopify\/Customer\/(\d{1,20})$/.exec(sub ?? "")?.[1] ?? null,
  };
}

function isSigned(text: string, signature: string, secrets: readonly string[]): boolean {
  const given = Buffer.from(signature, "base64url");
  return secrets.some((secret) => {
    const wanted = createHmac("sha256", secret).update(text).digest();
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}
