import { resolve } from "node:path";

/** What the benchmarks, the app under test and the pretend WhatsApp agree on. Nothing here is a secret. */
export const root = resolve(import.meta.dirname, "../..");
export const shopDomain = "bench.myshopify.com";
export const storefrontHost = "bench.example";
export const shopifySecret = "shpss_bench";
export const whatsAppSecret = "bench-app-secret";
export const whatsAppVerifyToken = "bench-verify-token";
export const whatsAppToken = "bench-system-user-token";
export const wabaId = "100000000000009";
export const phoneNumberId = "200000000000009";
export const graphVersion = "v25.0";
export const encryptionKeys = `bench:${Buffer.alloc(32, 7).toString("base64")}`;

/** Environment of the app under test, besides its database, role and port. */
export const appEnvironment: Record<string, string> = {
  NODE_ENV: "production",
  LISTEN_ADDRESS: "127.0.0.1",
  LOG_LEVEL: "warn",
  SHOPIFY_API_KEY: "bench",
  SHOPIFY_API_SECRET: shopifySecret,
  SHOPIFY_APP_URL: "https://bench.example",
  SCOPES: "read_orders",
  WHATSAPP_APP_SECRET: whatsAppSecret,
  WHATSAPP_VERIFY_TOKEN: whatsAppVerifyToken,
  WHATSAPP_API_VERSION: graphVersion,
  ENCRYPTION_KEYS: encryptionKeys,
};
