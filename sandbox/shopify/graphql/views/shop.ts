import { DateTime } from "luxon";
import type { World } from "../../world.ts";
import { moneyFormatOf } from "../../state/money.ts";
import { gid, metafieldFields, time } from "./common.ts";

export function shopView(world: World) {
  const { shop } = world.state;
  const moneyFormat = moneyFormatOf(shop);
  const local = DateTime.fromMillis(world.options.clock.now(), { zone: shop.timeZone });
  const domain = {
    __typename: "Domain",
    id: gid("Domain", shop.id),
    host: shop.storefrontHost,
    url: `https://${shop.storefrontHost}`,
    sslEnabled: true,
  };
  return {
    __typename: "Shop",
    id: gid("Shop", shop.id),
    name: shop.name,
    email: shop.email,
    contactEmail: shop.email,
    description: null,
    myshopifyDomain: shop.domain,
    url: `https://${shop.storefrontHost}`,
    primaryDomain: domain,
    domains: [domain],
    currencyCode: shop.currency,
    enabledPresentmentCurrencies: [shop.currency],
    ianaTimezone: shop.timeZone,
    timezoneAbbreviation: local.offsetNameShort ?? "",
    timezoneOffset: local.toFormat("ZZZ"),
    timezoneOffsetMinutes: local.offset,
    shopOwnerName: shop.owner,
    taxesIncluded: true,
    taxShipping: false,
    setupRequired: false,
    checkoutApiSupported: true,
    marketingSmsConsentEnabledAtCheckout: false,
    transactionalSmsDisabled: false,
    unitSystem: "METRIC_SYSTEM",
    weightUnit: "KILOGRAMS",
    orderNumberFormatPrefix: "#",
    orderNumberFormatSuffix: "",
    createdAt: time(shop.createdAt),
    updatedAt: time(shop.updatedAt),
    plan: {
      __typename: "ShopPlan",
      displayName: "Basic",
      publicDisplayName: "Basic",
      partnerDevelopment: false,
      shopifyPlus: false,
    },
    billingAddress: () => shopAddress(world),
    shopAddress: () => shopAddress(world),
    currencyFormats: {
      __typename: "CurrencyFormats",
      moneyFormat,
      moneyWithCurrencyFormat: `${moneyFormat} ${shop.currency}`,
      moneyInEmailsFormat: moneyFormat,
      moneyWithCurrencyInEmailsFormat: `${moneyFormat} ${shop.currency}`,
    },
    ...metafieldFields(world, gid("Shop", shop.id)),
  };
}

function shopAddress(world: World) {
  const { shop } = world.state;
  return {
    __typename: "ShopAddress",
    id: gid("ShopAddress", shop.id),
    address1: shop.address1,
    address2: null,
    city: shop.city,
    zip: shop.zip,
    company: shop.name,
    country: "Germany",
    countryCodeV2: shop.countryCode,
    phone: shop.phone,
    province: null,
    provinceCode: null,
    latitude: null,
    longitude: null,
  };
}

export function appView(world: World) {
  const scopes = world.options.scopes.map(scopeView);
  return {
    __typename: "App",
    id: gid("App", "580111"),
    apiKey: world.options.apiKey,
    handle: "tidings",
    title: "Tidings",
    description: null,
    developerName: "Tidings",
    embedded: true,
    features: [],
    published: false,
    previouslyInstalled: false,
    shopifyDeveloped: false,
    requestedAccessScopes: scopes,
    optionalAccessScopes: [],
    availableAccessScopes: scopes,
    webhookApiVersion: "2026-10",
    installUrl: null,
  };
}

export function appInstallationView(world: World) {
  const id = gid("AppInstallation", "548380112");
  return {
    __typename: "AppInstallation",
    id,
    app: () => appView(world),
    accessScopes: () => world.state.shop.scopes.map(scopeView),
    activeSubscriptions: [],
    launchUrl: `https://${world.state.shop.domain}/admin/apps/tidings`,
    uninstallUrl: null,
    ...metafieldFields(world, id),
  };
}

function scopeView(handle: string) {
  return { __typename: "AccessScope", handle, description: handle };
}
