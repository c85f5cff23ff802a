import { parseArgs } from "node:util";
import { readEnvOrExit } from "../adapters/config/read-env-or-exit.ts";
import { freshPin } from "../adapters/crypto/fresh-pin.ts";
import { enableGallery } from "../core/automations/enable-gallery.ts";
import { connectAccount } from "../core/shops/connect-account.ts";
import { findShop } from "../core/shops/find-shop.ts";
import { createServices } from "../services.server.ts";
import { runOrExplain } from "./run-or-explain.ts";

/**
 * npm run connect -- --shop <domain> --waba <id> --phone-number-id <id> [--enable-automations], with the system user's token in
 * CONNECT_ACCESS_TOKEN (not an argument: arguments are seen by everybody on the machine).
 */
const { values } = parseArgs({
  options: {
    shop: { type: "string" },
    waba: { type: "string" },
    "phone-number-id": { type: "string" },
    "enable-automations": { type: "boolean" },
  },
});
const env = readEnvOrExit();

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

const { shop: domain, waba: wabaId, "phone-number-id": phoneNumberId } = values;
const { CONNECT_ACCESS_TOKEN: accessToken } = env;
if (!domain || !wabaId || !phoneNumberId || !accessToken) {
  fail("Needed: --shop, --waba, --phone-number-id, and the token in the environment as CONNECT_ACCESS_TOKEN.");
}
const account = { wabaId, phoneNumberId, accessToken };
await runOrExplain(() => connect(domain, account));

async function connect(shopDomain: string, given: typeof account): Promise<void> {
  const services = await createServices({ ...env, LOG_LEVEL: "warn" });
  const shop = await findShop(services.ctx, shopDomain);
  if (!shop) fail(`${shopDomain} has not installed the app yet. Open the app in its Shopify admin first.`);
  const connected = await connectAccount(services.ctx, services.whatsApp, services.secrets, {
    shopId: shop.id,
    ...given,
    freshPin: freshPin(),
  });
  if (connected.outcome === "connected") {
    if (values["enable-automations"]) await enableGallery(services.ctx, shop.id);
    await services.queue.send("submit-templates", { shopId: shop.id }, { singletonKey: shop.id });
  }
  await services.close();
  if (connected.outcome !== "connected") fail(`Not connected: ${JSON.stringify(connected)}`);
  process.stdout.write("Connected. The templates are submitted by the running app.\n");
}
