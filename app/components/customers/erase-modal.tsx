import { Box, List, Text, BlockStack } from "@shopify/polaris";
import { Modal, TitleBar } from "@shopify/app-bridge-react";
import { useTranslation } from "react-i18next";

type Props = { open: boolean; busy: boolean; onErase(): void; onClose(): void };

/** Asks before a person's data goes for good, and says what goes and what stays. */
export function EraseModal({ open, busy, onErase, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal id="erase-customer" open={open} onHide={onClose}>
      <Box padding="400">
        <BlockStack gap="300">
          <Text as="p">{t("customer.eraseText")}</Text>
          <Text as="h3" variant="headingSm">
            {t("customer.erasedTitle")}
          </Text>
          <List>
            <List.Item>{t("customer.erased1")}</List.Item>
            <List.Item>{t("customer.erased2")}</List.Item>
            <List.Item>{t("customer.erased3")}</List.Item>
          </List>
          <Text as="h3" variant="headingSm">
            {t("customer.keptTitle")}
          </Text>
          <List>
            <List.Item>{t("customer.kept1")}</List.Item>
            <List.Item>{t("customer.kept2")}</List.Item>
            <List.Item>{t("customer.kept3")}</List.Item>
          </List>
        </BlockStack>
      </Box>
      <TitleBar title={t("customer.eraseTitle")}>
        <button variant="primary" tone="critical" disabled={busy} onClick={onErase}>
          {t("customer.eraseConfirm")}
        </button>
        <button onClick={onClose}>{t("customer.keep")}</button>
      </TitleBar>
    </Modal>
  );
}
