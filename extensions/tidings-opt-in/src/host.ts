import type { Api as OrderStatusApi } from "@shopify/ui-extensions/customer-account.order-status.block.render";
import type { Api as ThankYouApi } from "@shopify/ui-extensions/purchase.thank-you.block.render";

/** What this extension takes from the page it stands on; both pages say it in their own way. */
export type Host = {
  place: "thank_you" | "order_status";
  shopName: string;
  /** The secret of this order, by which our server knows it. Absent in the editor, and for some older orders. */
  checkoutToken: string | undefined;
  /** As the shopper typed it at checkout; absent where the app may not see it, or none was asked. */
  phone: string | undefined;
  /** ISO 3166-1 alpha-2, as a guess for a number without a country code. */
  country: string | undefined;
  /** BCP 47, of the page. */
  locale: string;
  offersMarketing: boolean;
  /** The merchant arranges the page: nothing is asked of the server. */
  isInEditor: boolean;
  sessionToken(): Promise<string>;
  translate(key: string, values?: Record<string, string>): string;
};

/** What either page says, in one form. Signals are read here: whoever renders with it is drawn anew when they change. */
export function hostOf(shopify: ThankYouApi | OrderStatusApi, place: Host["place"]): Host {
  const { buyerIdentity, shippingAddress, billingAddress, localization } = shopify;
  return {
    place,
    shopName: shopify.shop.name,
    checkoutToken: shopify.checkoutToken.value,
    ...prefill(
      buyerIdentity?.phone.value,
      shippingAddress?.value,
      billingAddress?.value,
      localization.country.value?.isoCode,
    ),
    locale: localization.language.value.isoCode,
    offersMarketing: shopify.settings.value["hide_marketing"] !== true,
    isInEditor: shopify.extension.editor !== undefined,
    sessionToken: () => shopify.sessionToken.get(),
    translate: (key, values) => shopify.i18n.translate(key, values),
  };
}

type Address = { phone?: string; countryCode?: string } | undefined;

/** The number and country of whoever ordered, from the first place that has them: protected data may be missing anywhere. */
function prefill(
  phone: string | undefined,
  shipping: Address,
  billing: Address,
  market: string | undefined,
): Pick<Host, "phone" | "country"> {
  return {
    phone: filled(phone) ?? filled(shipping?.phone) ?? filled(billing?.phone),
    country: shipping?.countryCode ?? billing?.countryCode ?? market,
  };
}

function filled(text: string | undefined): string | undefined {
  return text?.trim() || undefined;
}

/**
 * Sets what is put into a sentence apart from it, so that a shop's name in Latin letters or a number does not turn an Arabic
 * sentence around (Unicode's first strong isolate).
 */
export function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}
