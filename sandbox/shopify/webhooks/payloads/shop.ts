import { moneyFormatOf } from "../../state/money.ts";
import type { Customer, Shop } from "../../state/types.ts";
import { gid, idNumber, shopTime, type JsonObject } from "./common.ts";

/** shop/update, app/uninstalled. */
export function shopPayload(shop: Shop): JsonObject {
  const format = moneyFormatOf(shop);
  return {
    id: idNumber(shop.id),
    name: shop.name,
    email: shop.email,
    domain: shop.storefrontHost,
    province: "",
    country: shop.countryCode,
    address1: shop.address1,
    zip: shop.zip,
    city: shop.city,
    source: null,
    phone: shop.phone,
    latitude: null,
    longitude: null,
    primary_locale: shop.locale,
    address2: null,
    created_at: shopTime(shop.createdAt, shop),
    updated_at: shopTime(shop.updatedAt, shop),
    country_code: shop.countryCode,
    country_name: "Germany",
    currency: shop.currency,
    customer_email: shop.email,
    timezone: "(GMT+01:00) Europe/Berlin",
    iana_timezone: shop.timeZone,
    shop_owner: shop.owner,
    money_format: format,
    money_with_currency_format: `${format} ${shop.currency}`,
    weight_unit: "kg",
    province_code: "",
    taxes_included: true,
    auto_configure_tax_inclusivity: null,
    tax_shipping: null,
    county_taxes: true,
    plan_display_name: "Basic",
    plan_name: "basic",
    has_discounts: true,
    has_gift_cards: false,
    myshopify_domain: shop.domain,
    google_apps_domain: null,
    google_apps_login_enabled: null,
    money_in_emails_format: format,
    money_with_currency_in_emails_format: `${format} ${shop.currency}`,
    eligible_for_payments: true,
    requires_extra_payments_agreement: false,
    password_enabled: false,
    has_storefront: true,
    finances: true,
    primary_location_id: 655441491,
    checkout_api_supported: true,
    multi_location_enabled: true,
    setup_required: false,
    pre_launch_enabled: false,
    enabled_presentment_currencies: [shop.currency],
    marketing_sms_consent_enabled_at_checkout: false,
    transactional_sms_disabled: false,
  };
}

export function scopesPayload(shop: Shop, previous: string[], at: number): JsonObject {
  return {
    id: 1,
    shop_id: gid("Shop", shop.id),
    previous,
    current: shop.scopes,
    updated_at: new Date(at).toISOString(),
  };
}

export function customerDataRequestPayload(
  shop: Shop,
  customer: Customer,
  orderIds: string[],
  requestId: string,
): JsonObject {
  return {
    ...customerHead(shop, customer),
    orders_requested: orderIds.map(idNumber),
    data_request: { id: idNumber(requestId) },
  };
}

export function customerRedactPayload(shop: Shop, customer: Customer, orderIds: string[]): JsonObject {
  return { ...customerHead(shop, customer), orders_to_redact: orderIds.map(idNumber) };
}

export function shopRedactPayload(shop: Shop): JsonObject {
  return { shop_id: idNumber(shop.id), shop_domain: shop.domain };
}

function customerHead(shop: Shop, customer: Customer): JsonObject {
  return {
    ...shopRedactPayload(shop),
    customer: { id: idNumber(customer.id), email: customer.email, phone: customer.phone },
  };
}
