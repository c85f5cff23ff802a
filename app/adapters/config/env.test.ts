import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { envExample, readEnv } from "./env.ts";

const complete = {
  SHOPIFY_API_KEY: "key",
  SHOPIFY_API_SECRET: "secret",
  SHOPIFY_APP_URL: "https://tidings.example.com",
  SCOPES: "read_orders, read_customers",
  WHATSAPP_APP_SECRET: "secret",
  WHATSAPP_VERIFY_TOKEN: "word",
  ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 1).toString("base64")}`,
};

test("a complete environment is read, with defaults", () => {
  const env = readEnv(complete);
  expect(env.SCOPES).toEqual(["read_orders", "read_customers"]);
  expect(env).toMatchObject({ ROLE: "all", PORT: 3000, WHATSAPP_API_VERSION: "v25.0", DATABASE_URL: undefined });
});

test("everything missing or wrong is named at once, with its purpose and an example", () => {
  const broken = { ...complete, SHOPIFY_API_KEY: "", PORT: "eighty", ENCRYPTION_KEYS: "k1:c2hvcnQ=", ROLE: "boss" };
  let message = "";
  try {
    readEnv(broken);
  } catch (error) {
    message = (error as Error).message;
  }
  expect(message).toContain("SHOPIFY_API_KEY is missing");
  expect(message).toContain("Client ID of the app");
  expect(message).toContain("Example: SHOPIFY_API_KEY=");
  expect(message).toContain("PORT must be a whole number");
  expect(message).toContain('ENCRYPTION_KEYS has a key "k1" that is not 32 bytes long');
  expect(message).toContain("ROLE must be all, web or worker");
});

test("the scopes shown as an example are those of shopify.app.toml", async () => {
  const toml = await readFile(new URL("../../../shopify.app.toml", import.meta.url), "utf8");
  expect(envExample()).toContain(`SCOPES=${/^scopes = "(.*)"$/m.exec(toml)?.[1]}\n`);
});

test(".env.example is what the configuration says", async () => {
  const file = await readFile(new URL("../../../.env.example", import.meta.url), "utf8");
  expect(file, "run: npm run env-example").toBe(envExample());
});
