import { createHmac } from "node:crypto";
import type { AddressInfo } from "node:net";
import type { Ctx } from "#app/core/ports.ts";
import type { ShopifyAdmin } from "#app/core/ports-shopify.ts";
import { createWebServer, type Door } from "#app/doors/create-server.ts";
import { createFormDoors } from "#app/doors/storefront/create-form-doors.ts";
import { createFormLimits } from "#app/doors/storefront/forms-door.ts";

export const proxySecret = "shpss_of_the_proxy";
export const chrome =
  "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36";

type Variant = Awaited<ReturnType<ShopifyAdmin["storeVariant"]>>;

type Options = { ctx: Ctx; shopTimes?: number; variant?: () => Variant; more?: Record<string, Door> };

/** The doors behind Shopify's app proxy on a free port, as the web process opens them. */
export async function openFormDoors({ ctx, shopTimes, variant, more = {} }: Options) {
  const shopify = {
    storeVariant: (): Promise<Variant> => Promise.resolve(variant?.() ?? { outcome: "ok", variant: null }),
  };
  const limits = createFormLimits(ctx.clock, shopTimes);
  const server = createWebServer({
    log: ctx.log,
    pages: (_request, response) => void response.writeHead(418).end(),
    doors: { ...createFormDoors({ secrets: [proxySecret], ctx, shopify, limits, answerAfterMs: 0 }), ...more },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The query as Shopify signs it. */
export function signedQuery(shop: string, at: Date, secret = proxySecret, more: Record<string, string> = {}): string {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const query = new URLSearchParams({
    shop,
    logged_in_customer_id: "",
    path_prefix: "/apps/tidings",
    timestamp,
    ...more,
  });
  const text = [...query]
    .map(([name, value]) => `${name}=${value}`)
    .toSorted()
    .join("");
  query.set("signature", createHmac("sha256", secret).update(text).digest("hex"));
  return query.toString();
}
