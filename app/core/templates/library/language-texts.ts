import type { blueprints, LibraryKey } from "./blueprints.ts";

/** One label per button of the blueprint: a label too few or too many fails tsc. */
type Labels<Buttons> = { readonly [Index in keyof Buttons]: string };

export type TemplateTexts<Key extends LibraryKey> = {
  /** Null: a document stands in its place. */
  header: (typeof blueprints)[Key] extends { document: string } ? null : string;
  body: string;
  buttons: Labels<(typeof blueprints)[Key]["buttons"]>;
};

export const serviceReplyKeys = [
  "optOutConfirmed",
  "optInConfirmed",
  "codConfirmed",
  "codCancelled",
  "productRequestNoted",
  "productRequestNeedsStart",
  "optInThanks",
  "optInNeedsStart",
] as const;
export type ServiceReplyKey = (typeof serviceReplyKeys)[number];

/** Everything Tidings says to shoppers in one language. A missing key fails tsc. */
export type LanguageTexts = {
  templates: { readonly [Key in LibraryKey]: TemplateTexts<Key> };
  /** Footer of every marketing template; its word is one of app/core/consent/opt-out-words.ts. */
  optOutFooter: string;
  /** Free text inside the service window; {shopName} and {orderName} are filled in. */
  replies: { readonly [Key in ServiceReplyKey]: string };
  /** What stands where a value is unknown; written to fit the templates above. */
  words: {
    firstName: string;
    carrier: string;
    trackingNumber: string;
    /** Between the items of a shortened list. */
    listSeparator: string;
    /** "{list} and {count} more", by the language's plural forms (CLDR). */
    moreItems: { readonly [Form in Intl.LDMLPluralRule]?: string } & { readonly other: string };
  };
};
