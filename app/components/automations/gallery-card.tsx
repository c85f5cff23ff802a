import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { GalleryEntry } from "../../pages/automation-gallery.ts";
import { MessagePreview } from "../templates/message-preview.tsx";

type Props = { entry: GalleryEntry; busy: boolean; onUse(): void };

/** A ready automation with its first message, to be taken into the shop. */
export function GalleryCard({ entry, busy, onUse }: Props) {
  const { t } = useTranslation();
  const { name, trigger, messages, preview, installedId } = entry;
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="050">
          <Text as="h3" variant="headingSm">
            {t(`galleryNames.${entry.key}`, { defaultValue: name })}
          </Text>
          <Text as="p" tone="subdued" variant="bodySm">
            {t(`triggers.${trigger}`)} · {t("automationGallery.messages", { count: messages })}
          </Text>
        </BlockStack>
        {preview ? <MessagePreview message={preview} /> : null}
        <InlineStack gap="200" blockAlign="center" align="end">
          {installedId ? <Button url={`/app/automations/${installedId}`}>{t("automationGallery.open")}</Button> : null}
          <Button onClick={onUse} loading={busy} disabled={busy} variant={installedId ? "tertiary" : "secondary"}>
            {t(installedId ? "automationGallery.useAgain" : "automationGallery.use")}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
