import { useEffect, useState } from "react";

/** What the shop's theme does with the chat button, as Shopify says; "asking" until it has answered. */
export type ChatButton = "asking" | "on" | "off" | "unknown";

type Extension = { type?: string; activations?: { handle?: string; status?: string }[] };

/** Asked once per visit and when the merchant comes back to this tab, as from the theme editor. */
export function useChatButton(): ChatButton {
  const [state, setState] = useState<ChatButton>("asking");
  useEffect(() => {
    let gone = false;
    async function ask() {
      const now = await readChatButton();
      if (!gone) setState(now);
    }
    const onVisible = () => {
      if (document.visibilityState === "visible") void ask();
    };
    void ask();
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      gone = true;
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, []);
  return state;
}

async function readChatButton(): Promise<ChatButton> {
  try {
    // The list may hold extensions of other kinds, and fields that this version does not know.
    const extensions = ((await window.shopify?.app.extensions()) ?? []) as Extension[];
    const blocks = extensions
      .filter(({ type }) => type === "theme_app_extension")
      .flatMap(({ activations }) => activations ?? []);
    return blocks.some(({ handle, status }) => handle === "chat-button" && status === "active") ? "on" : "off";
  } catch {
    return "unknown";
  }
}
