export type Clock = { now(): number };

export type ShopifySandboxOptions = {
  /** Epoch milliseconds; moves when the sandbox travels in time. */
  clock: Clock;
  apiKey: string;
  apiSecret: string;
  /** Where webhooks go: the app's POST /webhooks/shopify. */
  webhookUrl: string;
  /** Where the app proxy leads; without it the storefront has none. */
  proxyUrl?: string;
  /** What the app's TOML asks for; granted at install. */
  scopes: string[];
  /** What it may ask for later. On the first day the merchant has granted it all; a new installation begins without. */
  optionalScopes?: string[];
  shopDomain?: string;
  /** Origin under which this sandbox is reached, e.g. "http://localhost:4000". */
  publicOrigin: string;
  /** The shop's WhatsApp number, E.164: what the chat button is set to. */
  whatsAppNumber?: string;
  schemaPath?: string;
  /** Folder that holds the app's extensions; each with `type = "theme"` is on the storefront. */
  extensionPath?: string;
  /** Shopify gives up on an answer after 5 s. */
  webhookTimeoutMs?: number;
};
