import { gid } from "../graphql/views/common.ts";
import { setMetafield } from "../state/metafields.ts";
import type { Product } from "../state/types.ts";
import { productPayload } from "../webhooks/payloads/product.ts";
import type { World } from "../world.ts";
import { changed } from "./changed.ts";
import { newAction } from "./emit.ts";
import { WishError, type Wishes } from "./wishes.ts";

/** What a merchant writes into the metafield tidings.usage_days. */
export function setUsageDays(world: World, { handle, days }: Wishes["setUsageDays"]): Product {
  const product = world.state.products.find((one) => one.handle === handle);
  if (!product) throw new WishError(`there is no product ${handle}`);
  const field = { namespace: "tidings", key: "usage_days", type: "number_integer" };
  setMetafield(world, gid("Product", product.id), field, days === null ? null : String(days));
  changed(world, product);
  newAction(world, "setUsageDays", product.id)("products/update", productPayload(product, world.state.shop));
  return product;
}
