import type { OptOutSettings } from "../shared/settings/opt-out.ts";

/** What the answers to one inbound message need to know: plain values, read once. */
export type Scene = {
  shopId: string;
  numberId: string;
  contactId: string;
  conversationId: string;
  wamid: string;
  /** When the person wrote it. */
  occurredAt: Date;
  /** Free text may be sent until then; null when the window never opened. */
  windowExpiresAt: Date | null;
  shop: { name: string; locale: string; storefrontHost: string; optOut: OptOutSettings };
  contact: { locale: string | null; country: string | null };
};
