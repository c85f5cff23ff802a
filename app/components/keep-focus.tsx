import { useEffect } from "react";

/**
 * Once around every page. A button that is busy is disabled for that time, and a browser takes the focus from what is
 * disabled: who works by keyboard would begin at the top of the page again. It is given back when the button can be pressed.
 */
export function KeepFocus() {
  useEffect(() => {
    let last: Element | null = null;
    function remember({ type, target }: FocusEvent) {
      last = target instanceof Element && (type === "focusin" || target.matches(":disabled")) ? target : null;
    }
    const watcher = new MutationObserver(() => {
      const free = document.activeElement === null || document.activeElement === document.body;
      if (free && last instanceof HTMLElement && last.isConnected && !last.matches(":disabled")) last.focus();
    });
    document.addEventListener("focusin", remember);
    document.addEventListener("focusout", remember);
    watcher.observe(document.body, { subtree: true, attributeFilter: ["disabled"] });
    return () => {
      document.removeEventListener("focusin", remember);
      document.removeEventListener("focusout", remember);
      watcher.disconnect();
    };
  }, []);
  return null;
}
