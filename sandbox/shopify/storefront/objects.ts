import type { Cart, Product, Variant } from "../state/types.ts";
import { moneyFormatOf } from "../state/money.ts";
import { totalsOf } from "../state/totals.ts";
import type { World } from "../world.ts";

/** The languages of the pretend shop's theme, its own first. */
export const storefrontLanguages = ["de", "en", "ar"];
/** Where it sells to. */
const countries = ["DE", "AT", "CH", "FR", "IT", "ES", "BR", "TR", "AE", "JP", "IN", "US"];
const rightToLeft = new Set(["ar", "he", "fa", "ur"]);

/** The Liquid objects a page is given, named and shaped as Shopify's. */
export function globalObjects(
  world: World,
  page: { path: string; locale: string; template: string; title: string; cart: Cart | null },
): Record<string, unknown> {
  const { shop } = world.state;
  const origin = `https://${shop.storefrontHost}`;
  const [name = page.template, suffix = null] = page.template.split(".");
  const language = languageObject(page.locale, shop.locale);
  const languages = [...new Set([page.locale, ...storefrontLanguages])]
    .sort()
    .map((code) => languageObject(code, shop.locale));
  const nameOf = new Intl.DisplayNames(page.locale, { type: "region" });
  const country = (code: string) => ({ iso_code: code, name: nameOf.of(code), currency: { iso_code: shop.currency } });
  return {
    shop: {
      id: Number(shop.id),
      name: shop.name,
      url: origin,
      secure_url: origin,
      domain: shop.storefrontHost,
      permanent_domain: shop.domain,
      email: shop.email,
      phone: shop.phone,
      currency: shop.currency,
      locale: shop.locale,
      money_format: moneyFormatOf(shop),
      published_locales: languages,
      products_count: world.state.products.length,
      metafields: {},
    },
    request: {
      path: page.path,
      host: shop.storefrontHost,
      origin,
      page_type: name,
      design_mode: false,
      visual_preview_mode: false,
      locale: { ...language, name: page.locale, root_url: "/" },
    },
    localization: {
      language,
      country: country(shop.countryCode),
      available_countries: countries
        .map(country)
        .sort((a, b) => String(a.name).localeCompare(String(b.name), page.locale)),
      available_languages: languages,
    },
    template: { name, suffix, directory: null, toString: () => page.template },
    routes: {
      root_url: "/",
      cart_url: "/cart",
      cart_add_url: "/cart/add",
      all_products_collection_url: "/collections/all",
    },
    canonical_url: `${origin}${page.path === "/" ? "" : page.path}`,
    page_title: page.title,
    cart: cartObject(page.cart),
    customer: null,
    direction: rightToLeft.has(page.locale.split("-")[0] ?? "") ? "rtl" : "ltr",
  };
}

function languageObject(code: string, primary: string) {
  return {
    iso_code: code,
    endonym_name: new Intl.DisplayNames(code, { type: "language" }).of(code),
    primary: code === primary,
    root_url: `/?locale=${code}`,
  };
}

export function productObject(product: Product, selected?: Variant): Record<string, unknown> {
  const prices = product.variants.map((variant) => variant.priceMinor);
  const chosen = selected ?? product.variants.find((variant) => variant.inventory > 0) ?? product.variants[0];
  const variants = product.variants.map((variant) => variantObject(product, variant));
  const image = { src: `/assets/${product.handle}.svg`, alt: product.title, width: 800, height: 800, aspect_ratio: 1 };
  return {
    // Liquid's ids are numbers; nobody computes with these, so their text stands in without losing digits.
    id: product.id,
    title: product.title,
    handle: product.handle,
    url: `/products/${product.handle}`,
    description: product.bodyHtml,
    content: product.bodyHtml,
    vendor: product.vendor,
    type: product.productType,
    tags: product.tags,
    template_suffix: product.templateSuffix,
    available: product.variants.some((variant) => variant.inventory > 0),
    price: Math.min(...prices),
    price_min: Math.min(...prices),
    price_max: Math.max(...prices),
    price_varies: new Set(prices).size > 1,
    compare_at_price: chosen?.compareAtMinor ?? null,
    has_only_default_variant: product.variants.length === 1,
    options: [product.optionName],
    featured_image: image,
    images: [image],
    variants,
    selected_variant: selected ? variantObject(product, selected) : null,
    selected_or_first_available_variant: chosen ? variantObject(product, chosen) : null,
    first_available_variant: variants.find((variant) => variant.available) ?? null,
    metafields: {},
  };
}

function variantObject(product: Product, variant: Variant) {
  return {
    id: variant.id,
    title: variant.title,
    sku: variant.sku,
    price: variant.priceMinor,
    compare_at_price: variant.compareAtMinor,
    available: variant.inventory > 0,
    inventory_quantity: variant.inventory,
    option1: variant.option1,
    options: [variant.option1],
    url: `/products/${product.handle}?variant=${variant.id}`,
  };
}

function cartObject(cart: Cart | null) {
  const lines = cart?.lines ?? [];
  return {
    token: cart?.token ?? null,
    item_count: lines.reduce((total, line) => total + line.quantity, 0),
    total_price: totalsOf(lines, 0).totalMinor,
    items: lines.map((line) => ({
      title: line.title,
      variant_title: line.variantTitle,
      quantity: line.quantity,
      price: line.priceMinor,
      final_line_price: line.priceMinor * line.quantity,
      sku: line.sku,
    })),
  };
}
