import type { Recipient } from "../ports.ts";

/** Enough to recognise one's own customer by, too little to write down: "+49 ••• 67". Null: there is no address. */
export function maskRecipient(recipient: Recipient | null): string | null {
  if (!recipient) return null;
  if ("userId" in recipient) return `${recipient.userId.slice(0, 2)} ••• ${recipient.userId.slice(-2)}`;
  return `${recipient.phone.slice(0, 3)} ••• ${recipient.phone.slice(-2)}`;
}
