import { Banner, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

/** Somebody else has saved the same thing meanwhile: nothing is lost, and the person decides. */
export function ConflictBanner({ onTakeTheirs, onKeepMine }: { onTakeTheirs(): void; onKeepMine(): void }) {
  const { t } = useTranslation();
  return (
    <Banner
      tone="warning"
      title={t("forms.conflictTitle")}
      action={{ content: t("forms.keepMine"), onAction: onKeepMine }}
      secondaryAction={{ content: t("forms.takeTheirs"), onAction: onTakeTheirs }}
    >
      <Text as="p">{t("forms.conflict")}</Text>
    </Banner>
  );
}
