import { Banner, Text } from "@shopify/polaris";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";

/**
 * Saves a file of the app's own. A plain link would leave the admin's frame without its session token: App Bridge gives one
 * to what is fetched. Once at a time.
 */
export function useDownload() {
  const [downloading, setDownloading] = useState(false);
  const [failed, setFailed] = useState(false);
  const busy = useRef(false);

  async function download(url: string, name: string) {
    if (busy.current) return;
    busy.current = true;
    setDownloading(true);
    setFailed(false);
    try {
      const answer = await fetch(url);
      if (!answer.ok) throw new Error(`The file was answered with ${answer.status}.`);
      saveFile(await answer.blob(), name);
    } catch {
      setFailed(true);
    } finally {
      busy.current = false;
      setDownloading(false);
    }
  }

  return { download, downloading, failed };
}

/** Hands a file to the browser, as if it had been downloaded. */
export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it up by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Where a download that failed is told, until the next one. */
export function TroubleText({ failed }: { failed: boolean }) {
  const { t } = useTranslation();
  if (!failed) return null;
  return (
    <Banner tone="critical">
      <Text as="p">{t("errors.download")}</Text>
    </Banner>
  );
}
