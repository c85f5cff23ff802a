import { useBeforeUnload, useBlocker } from "@remix-run/react";
import { useCallback, useEffect } from "react";
import { anythingUnsaved, leavesUnsaved } from "./unsaved.ts";

/** Once around every page: leaving one with something unsaved is stopped until it is answered. */
export function StopLeaving() {
  const blocker = useBlocker(leavesUnsaved);
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    const confirmation = window.shopify?.saveBar.leaveConfirmation() ?? Promise.resolve();
    confirmation.then(
      () => blocker.proceed(),
      () => blocker.reset(),
    );
  }, [blocker]);
  // Reloading and closing the tab go past the router and the admin.
  useBeforeUnload(
    useCallback((event) => {
      if (anythingUnsaved()) event.preventDefault();
    }, []),
  );
  return null;
}
