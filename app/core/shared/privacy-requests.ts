/** What can be asked: Shopify's three compliance topics, and what a merchant asks here. */
export const complianceTopics = ["customers/data_request", "customers/redact", "shop/redact"] as const;
export const privacyTopics = [...complianceTopics, "merchant/erase", "merchant/export"] as const;
export type PrivacyTopic = (typeof privacyTopics)[number];

/** The law's month, as Shopify counts it. */
export const actWithinMs = 30 * 24 * 3_600_000;

/** A request that the merchant has not answered is brought to their notice this long before its time is over. */
export const remindBeforeMs = 7 * 24 * 3_600_000;

/** Those that wait for the merchant: a file was made, and only they can hand it to the person. */
export const answeredByMerchant = ["customers/data_request", "merchant/export"] as const satisfies PrivacyTopic[];
