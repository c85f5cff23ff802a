import { Box, Text } from "@shopify/polaris";
import { Modal, TitleBar } from "@shopify/app-bridge-react";
import { useTranslation } from "react-i18next";

type Props = { removing: { id: string; name: string } | null; onRemove(id: string): void; onClose(): void };

/** Asks before an automation is taken away for good. */
export function RemoveModal({ removing, onRemove, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal id="remove-automation" open={removing !== null} onHide={onClose}>
      <Box padding="400">
        <Text as="p">{t("automations.removeText")}</Text>
      </Box>
      <TitleBar title={t("automations.removeTitle", { name: removing?.name ?? "" })}>
        <button
          variant="primary"
          tone="critical"
          onClick={() => {
            if (removing) onRemove(removing.id);
            onClose();
          }}
        >
          {t("automations.remove")}
        </button>
        <button onClick={onClose}>{t("automations.keep")}</button>
      </TitleBar>
    </Modal>
  );
}
