import { useFetcher, useRevalidator } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { SyncProgress } from "../../core/templates/sync-progress.ts";

const lookEveryMs = 1_000;

/** Asks for a reading of WhatsApp's templates and follows it to its end, also on a page that was opened meanwhile. */
export function useSync(progress: SyncProgress) {
  const fetcher = useFetcher();
  const { t } = useTranslation();
  const { revalidate, state } = useRevalidator();
  const running = progress.state === "running";
  const wasRunning = useRef(false);
  useEffect(() => {
    if (wasRunning.current && progress.state === "read") {
      window.shopify?.toast.show(t("templateList.synced", { count: progress.read }));
    }
    wasRunning.current = running;
  }, [running, progress.state, progress.read, t]);
  useEffect(() => {
    if (!running || state !== "idle") return;
    const timer = setTimeout(revalidate, lookEveryMs);
    return () => clearTimeout(timer);
  }, [running, state, revalidate]);
  const busy = running || fetcher.state !== "idle";
  return {
    busy,
    start: () => {
      if (!busy) fetcher.submit(null, { method: "post" });
    },
  };
}
