import type { Product, Variant } from "../../state/types.ts";
import type { World } from "../../world.ts";
import { amount } from "../../webhooks/payloads/common.ts";
import { connection, type PageArgs } from "../connection.ts";
import { gid, metafieldFields, moneyV2, time } from "./common.ts";

export function productView(world: World, product: Product): object {
  const prices = product.variants.map((variant) => variant.priceMinor);
  const { shop } = world.state;
  return {
    __typename: "Product",
    id: gid("Product", product.id),
    legacyResourceId: product.id,
    handle: product.handle,
    title: product.title,
    description: () => product.bodyHtml.replace(/<[^>]+>/g, ""),
    descriptionHtml: product.bodyHtml,
    vendor: product.vendor,
    productType: product.productType,
    tags: product.tags,
    status: "ACTIVE",
    templateSuffix: product.templateSuffix,
    isGiftCard: false,
    hasOnlyDefaultVariant: product.variants.length === 1,
    hasOutOfStockVariants: product.variants.some((variant) => variant.inventory <= 0),
    tracksInventory: true,
    totalInventory: product.variants.reduce((total, variant) => total + variant.inventory, 0),
    onlineStoreUrl: `https://${shop.storefrontHost}/products/${product.handle}`,
    onlineStorePreviewUrl: `https://${shop.storefrontHost}/products/${product.handle}`,
    featuredImage: null,
    featuredMedia: null,
    createdAt: time(product.createdAt),
    updatedAt: time(product.updatedAt),
    publishedAt: time(product.createdAt),
    variantsCount: { __typename: "Count", count: product.variants.length, precision: "EXACT" },
    priceRangeV2: {
      __typename: "ProductPriceRangeV2",
      minVariantPrice: moneyV2(Math.min(...prices), shop.currency),
      maxVariantPrice: moneyV2(Math.max(...prices), shop.currency),
    },
    options: () => [
      {
        __typename: "ProductOption",
        id: gid("ProductOption", product.id),
        name: product.optionName,
        position: 1,
        values: product.variants.map((variant) => variant.option1),
      },
    ],
    variants: (args: PageArgs) =>
      connection(
        args,
        product.variants,
        (variant) => ({ value: variant.position, id: variant.id }),
        (variant) => variantView(world, product, variant),
      ),
    ...metafieldFields(world, gid("Product", product.id)),
  };
}

export function variantView(world: World, product: Product, variant: Variant): object {
  const { shop } = world.state;
  return {
    __typename: "ProductVariant",
    id: gid("ProductVariant", variant.id),
    legacyResourceId: variant.id,
    title: variant.title,
    displayName: `${product.title} - ${variant.title}`,
    sku: variant.sku,
    barcode: null,
    price: amount(variant.priceMinor, shop),
    compareAtPrice: variant.compareAtMinor === null ? null : amount(variant.compareAtMinor, shop),
    position: variant.position,
    availableForSale: variant.inventory > 0,
    inventoryQuantity: variant.inventory,
    sellableOnlineQuantity: variant.inventory,
    inventoryPolicy: "DENY",
    taxable: true,
    requiresComponents: false,
    image: null,
    selectedOptions: () => [{ __typename: "SelectedOption", name: product.optionName, value: variant.option1 }],
    createdAt: time(variant.createdAt),
    updatedAt: time(variant.updatedAt),
    product: () => productView(world, product),
    ...metafieldFields(world, gid("ProductVariant", variant.id)),
  };
}
