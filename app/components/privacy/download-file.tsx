import { BlockStack, Button, InlineError, InlineStack } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useDownload } from "../use-download.tsx";

/** The request's file, once to read and once for machines. */
export function DownloadFile({ requestId, fileName }: { requestId: string; fileName: string }) {
  const { t } = useTranslation();
  const files = [
    { format: "html", label: t("privacy.readable"), ...useDownload() },
    { format: "json", label: t("privacy.machine"), ...useDownload() },
  ];
  const busy = files.some(({ downloading }) => downloading);
  const failed = files.some((file) => file.failed);
  return (
    <BlockStack gap="100">
      <InlineStack gap="300">
        {files.map(({ format, label, download, downloading }) => (
          <Button
            key={format}
            variant="plain"
            loading={downloading}
            disabled={busy}
            onClick={() =>
              void download(`/app/settings/privacy/${requestId}?format=${format}`, `${fileName}.${format}`)
            }
          >
            {label}
          </Button>
        ))}
      </InlineStack>
      {failed ? <InlineError message={t("privacy.downloadFailed")} fieldID={`download-${requestId}`} /> : null}
    </BlockStack>
  );
}
