import { useEffect, useState } from "react";

/** What the shop's theme does with a block, as Shopify says; "asking" until it has answered. */
export type BlockState = "asking" | "on" | "off" | "unavailable" | "unknown";

export type BlockPlace =
  "chat-button" | "ask-product" | "back-in-stock" | "price-drop" | "opt-in-form" | "thank-you" | "order-status";

/** Fields that this version does not know are possible, and extensions of other kinds. */
type Extension = { type?: string; activations?: { handle?: string; status?: string; target?: string }[] };

/** Where Shopify shows the block of an order's page, by its target. */
const orderTargets: Partial<Record<BlockPlace, string>> = {
  "thank-you": "purchase.thank-you.block.render",
  "order-status": "customer-account.order-status.block.render",
};

/** Asked once per visit and when the merchant comes back to this page, as from the theme editor. */
export function useBlocks(): (place: BlockPlace) => BlockState {
  const [answer, setAnswer] = useState<Extension[] | "asking" | "unknown">("asking");
  useEffect(() => {
    let gone = false;
    async function ask() {
      const now = await readExtensions();
      if (!gone) setAnswer(now);
    }
    const onVisible = () => {
      if (document.visibilityState === "visible") void ask();
    };
    void ask();
    document.addEventListener("visibilitychange", onVisible);
    addEventListener("focus", onVisible);
    return () => {
      gone = true;
      document.removeEventListener("visibilitychange", onVisible);
      removeEventListener("focus", onVisible);
    };
  }, []);
  return (place) => (typeof answer === "string" ? answer : stateOf(place, answer));
}

async function readExtensions(): Promise<Extension[] | "unknown"> {
  try {
    return (await window.shopify?.app.extensions()) ?? [];
  } catch {
    return "unknown";
  }
}

function stateOf(place: BlockPlace, extensions: Extension[]): BlockState {
  const activations = (kind: string) =>
    extensions.filter(({ type }) => type === kind).flatMap((extension) => extension.activations ?? []);
  const orderTarget = orderTargets[place];
  if (orderTarget) return activations("ui_extension").some(({ target }) => target === orderTarget) ? "on" : "off";
  const block = activations("theme_app_extension").find(({ handle }) => handle === place);
  if (block?.status === "active") return "on";
  return block?.status === "unavailable" ? "unavailable" : "off";
}
