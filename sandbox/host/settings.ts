import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  defaultAccount,
  defaultAppSecret,
  defaultDisplayPhone,
  defaultPhoneNumberId,
  defaultToken,
  defaultVerifyToken,
  defaultWabaId,
  sandboxAppId,
  sandboxSignupConfigId,
} from "../whatsapp/defaults.ts";
import type { AccountSeed } from "../whatsapp/options.ts";

export const shopDomain = "lindenholz.myshopify.com";
export const shopName = "Lindenholz";
/** The shop's, where the pretend day begins. */
export const timeZone = "Europe/Berlin";
export const apiKey = "5a4d1d1ba5a4d1d1ba5a4d1d1ba00000";
export const apiSecret = "shpss_sandbox_0000000000000000";
export const whatsAppNumber = `+${defaultDisplayPhone.replace(/\D/g, "")}`;
export const appSecret = defaultAppSecret;
export const verifyToken = defaultVerifyToken;

/** The merchant's WhatsApp account carries the shop's name. */
export const whatsAppAccount = {
  ...defaultAccount,
  name: shopName,
  numbers: defaultAccount.numbers.map((number) => ({ ...number, verifiedName: shopName })),
};

/** A second account of the same business, not connected yet: for connecting one more, or moving there. */
export const outletAccount: AccountSeed = {
  id: "100000000000002",
  name: "Lindenholz Outlet",
  businessId: defaultAccount.businessId,
  tokens: ["sandbox-outlet-token"],
  tier: 2000,
  subscribed: false,
  numbers: [
    { id: "200000000000002", displayPhone: "+49 30 901821", verifiedName: "Lindenholz Outlet", registered: false },
    {
      id: "200000000000003",
      displayPhone: "+49 30 901822",
      verifiedName: "Lindenholz Service",
      pin: "246810",
      registered: false,
    },
  ],
};

/** What the app asks a merchant for, read where Shopify reads it: at installation, and later when something needs it. */
export function scopesOf(root: string): { required: string[]; optional: string[] } {
  const toml = readFileSync(join(root, "shopify.app.toml"), "utf8");
  const required = /^\s*scopes\s*=\s*"([^"]*)"/m.exec(toml)?.[1];
  if (required === undefined) throw new Error('shopify.app.toml has no line scopes = "…".');
  const optional = /^\s*optional_scopes\s*=\s*\[([^\]]*)\]/m.exec(toml)?.[1] ?? "";
  return { required: listOf(required), optional: listOf(optional.replaceAll('"', "")) };
}

function listOf(text: string): string[] {
  return text
    .split(",")
    .map((scope) => scope.trim())
    .filter(Boolean);
}

/** The app's environment: what a real deployment would have, with the sandbox's addresses. Nothing here is a secret. */
export function appEnvironment(facts: {
  origin: string;
  tunnelOrigin: string;
  appPort: number;
  dataDir: string;
  scopes: string[];
}): Record<string, string> {
  const connection = { wabaId: defaultWabaId, phoneNumberId: defaultPhoneNumberId, accessToken: defaultToken };
  return {
    SANDBOX_ORIGIN: facts.origin,
    LISTEN_ADDRESS: "127.0.0.1",
    PORT: String(facts.appPort),
    SHOPIFY_API_KEY: apiKey,
    SHOPIFY_API_SECRET: apiSecret,
    SHOPIFY_APP_URL: facts.tunnelOrigin,
    SCOPES: facts.scopes.join(","),
    WHATSAPP_APP_SECRET: appSecret,
    WHATSAPP_VERIFY_TOKEN: verifyToken,
    WHATSAPP_API_URL: `${facts.origin}/graph`,
    WHATSAPP_APP_ID: sandboxAppId,
    WHATSAPP_SIGNUP_CONFIG_ID: sandboxSignupConfigId,
    WHATSAPP_SIGNUP_SDK_URL: `${facts.origin}/facebook/sdk.js`,
    WHATSAPP_SIGNUP_ORIGINS: facts.origin,
    ENCRYPTION_KEYS: `sandbox:${createHash("sha256").update("tidings sandbox").digest("base64")}`,
    DATA_DIR: facts.dataDir,
    SHUTDOWN_GRACE_SECONDS: "8",
    CONNECT_ON_INSTALL: JSON.stringify(connection),
  };
}

/** A developer's own settings (a .env, the DATABASE_URL of another project) must not leak into the pretend world. */
export function outerEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  const kept = ["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "USERPROFILE", "TZ", "LANG", "LOG_LEVEL"];
  return Object.fromEntries(kept.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}
