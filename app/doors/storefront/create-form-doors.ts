import { takeProductRequest } from "../../core/opt-in/take-product-request.ts";
import { requestOptIn } from "../../core/opt-in/request-opt-in.ts";
import type { Ctx } from "../../core/ports.ts";
import type { ShopifyAdmin } from "../../core/ports-shopify.ts";
import { findShop } from "../../core/shops/find-shop.ts";
import type { Door } from "../create-server.ts";
import {
  createFormDoor,
  createFormLimits,
  productRequestDoorPath,
  optInDoorPath,
  type FormLimits,
  type TakeForm,
} from "./forms-door.ts";
import { createPreferencesDoor, preferencesDoorPath } from "./preferences-door.ts";
import { productRequestFormSchema, optInFormSchema, type ProductRequestForm, type OptInForm } from "./read-form.ts";
import type { FormAnswer } from "./send-form-answer.ts";

type Options = {
  secrets: string[];
  ctx: Ctx;
  shopify: Pick<ShopifyAdmin, "storeVariant">;
  limits?: FormLimits;
  answerAfterMs?: number;
};

/** What shoppers send from the storefront, by path: the two forms, and their own page. */
export function createFormDoors({ ctx, shopify, ...options }: Options): Record<string, Door> {
  const { clock, log } = ctx;
  const limits = options.limits ?? createFormLimits(clock);
  const common = { ...options, clock, log, limits, findShop: (domain: string) => findShop(ctx, domain) };
  return {
    [optInDoorPath]: createFormDoor(common, optInFormSchema, { take: takeOptIn(ctx), accepted: () => optInAccepted }),
    [preferencesDoorPath]: createPreferencesDoor({ secrets: options.secrets, ctx, limits }),
    [productRequestDoorPath]: createFormDoor(common, productRequestFormSchema, {
      take: takeProductRequestForm(ctx, shopify),
      accepted: productRequestAccepted,
    }),
  };
}

function takeOptIn(ctx: Ctx): TakeForm<OptInForm> {
  return async ({ form, shop, e164, shown }) => {
    const { place, locale, country, rendered } = form;
    const result = await requestOptIn(ctx, {
      shopId: shop.id,
      phone: e164,
      country,
      locale,
      purposes: ["marketing"],
      source: place === "account" ? "account" : "form",
      shown,
      renderedAt: rendered,
      occurredAt: ctx.clock.now(),
    });
    return result.outcome === "invalid_phone" ? wrongPhone : optInAccepted;
  };
}

const optInAccepted: FormAnswer = { outcome: "ok", key: "optIn" };

function productRequestAccepted({ kind }: ProductRequestForm): FormAnswer {
  return { outcome: "ok", key: kind === "price_drop" ? "priceDropRequest" : "backInStockRequest" };
}

const wrongPhone: FormAnswer = { outcome: "invalid", field: "phone", key: "phone" };

function takeProductRequestForm(ctx: Ctx, shopify: Options["shopify"]): TakeForm<ProductRequestForm> {
  return async ({ form, shop, e164, shown }) => {
    const { kind, variant: variantId, locale, country } = form;
    const asking = { shop, phone: e164, country, locale, kind, variantId, shown, occurredAt: ctx.clock.now() };
    const result = await takeProductRequest(ctx, shopify, asking);
    switch (result.outcome) {
      case "requested":
        return productRequestAccepted(form);
      case "available":
        return { outcome: "ok", key: "available" };
      case "unknown_variant":
        return { outcome: "invalid", key: "unknownProduct" };
      case "invalid_phone":
        return wrongPhone;
      case "unavailable":
        ctx.log.warn("a product request was not kept", { shopId: shop.id, cause: result.cause });
        return { outcome: "busy", key: "busy" };
    }
  };
}
