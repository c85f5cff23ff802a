import type { Product, Shop, Variant } from "../../state/types.ts";
import { amount, gid, idNumber, shopTime, type JsonObject } from "./common.ts";

/** variants/in_stock, variants/out_of_stock, and the variants inside products/update. */
export function variantPayload(variant: Variant, shop: Shop): JsonObject {
  return {
    id: idNumber(variant.id),
    product_id: idNumber(variant.productId),
    title: variant.title,
    price: amount(variant.priceMinor, shop),
    position: variant.position,
    inventory_policy: "deny",
    compare_at_price: variant.compareAtMinor === null ? null : amount(variant.compareAtMinor, shop),
    option1: variant.option1,
    option2: null,
    option3: null,
    created_at: shopTime(variant.createdAt, shop),
    updated_at: shopTime(variant.updatedAt, shop),
    taxable: true,
    barcode: null,
    sku: variant.sku,
    inventory_quantity: variant.inventory,
    old_inventory_quantity: variant.inventory,
    admin_graphql_api_id: gid("ProductVariant", variant.id),
    image_id: null,
  };
}

export function productPayload(product: Product, shop: Shop): JsonObject {
  return {
    admin_graphql_api_id: gid("Product", product.id),
    body_html: product.bodyHtml,
    created_at: shopTime(product.createdAt, shop),
    handle: product.handle,
    id: idNumber(product.id),
    product_type: product.productType,
    published_at: shopTime(product.createdAt, shop),
    template_suffix: product.templateSuffix,
    title: product.title,
    updated_at: shopTime(product.updatedAt, shop),
    vendor: product.vendor,
    status: "active",
    published_scope: "web",
    tags: product.tags.join(", "),
    variants: product.variants.map((variant) => ({ ...variantPayload(variant, shop), inventory_item_id: null })),
    options: [
      {
        name: product.optionName,
        id: idNumber(product.id),
        product_id: idNumber(product.id),
        position: 1,
        values: product.variants.map((variant) => variant.option1),
      },
    ],
    images: [],
    image: null,
    media: [],
    variant_gids: product.variants.map((variant) => ({
      admin_graphql_api_id: gid("ProductVariant", variant.id),
      updated_at: new Date(variant.updatedAt).toISOString(),
    })),
    has_variants_that_requires_components: false,
    category: null,
  };
}
