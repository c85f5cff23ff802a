import type { Ctx, Secrets } from "#app/core/ports.ts";
import type { ShopifyAdmin } from "#app/core/ports-shopify.ts";
import { actOnRequests } from "#app/core/privacy/act-on-requests.ts";

type Asked = Pick<ShopifyAdmin, "grantedScopes">;

/** Acts on what is due, for shops whose token Shopify takes unless the test says otherwise. */
export function actOnPrivacy(
  ctx: Ctx,
  secrets: Secrets,
  answer: Awaited<ReturnType<Asked["grantedScopes"]>> = { outcome: "ok", scopes: [] },
): Promise<{ more: boolean }> {
  return actOnRequests(ctx, { secrets, shopifyAdmin: { grantedScopes: () => Promise.resolve(answer) } });
}
