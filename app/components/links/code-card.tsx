import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { TroubleText, useDownload } from "../use-download.tsx";

/** As the address of a picture: a picture runs no script. */
export function codeImage(svg: string): string {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

type Props = {
  link: { id: string; code: string; address: string };
  /** Null: its text, saved before there was a limit, fits into no code. */
  svg: string | null;
};

/** The QR code of a saved link, to take away as a file or to print, and the plain link. */
export function CodeCard({ link, svg }: Props) {
  const { t } = useTranslation();
  const { download, downloading, failed } = useDownload();
  const take = (as: "svg" | "png") =>
    void download(`/app/links/${link.id}/code?as=${as}`, `whatsapp-${link.code}.${as}`);
  async function copy() {
    await navigator.clipboard.writeText(link.address);
    window.shopify?.toast.show(t("links.copied"));
  }
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("links.code")}
        </Text>
        {svg === null ? null : <img src={codeImage(svg)} alt={t("links.codeAlt")} width={200} height={200} />}
        <Text as="p" tone="subdued">
          {t(svg === null ? "links.noCode" : "links.codeHelp")}
        </Text>
        <TroubleText failed={failed} />
        <InlineStack gap="200">
          {svg === null ? null : (
            <>
              <Button variant="primary" url={`/app/links/${link.id}/print`}>
                {t("links.print")}
              </Button>
              <Button loading={downloading} onClick={() => take("svg")}>
                SVG
              </Button>
              <Button loading={downloading} onClick={() => take("png")}>
                PNG
              </Button>
            </>
          )}
          <Button onClick={() => void copy()}>{t("links.copy")}</Button>
        </InlineStack>
        <Text as="p" breakWord>
          <bdi dir="ltr">{link.address}</bdi>
        </Text>
      </BlockStack>
    </Card>
  );
}
