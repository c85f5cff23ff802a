import { Modal, TitleBar } from "@shopify/app-bridge-react";
import { Banner, BlockStack, Button, Card, ChoiceList, InlineStack, Select, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSave } from "../use-save.ts";

type Props = {
  waiting: { count: number; isMore: boolean };
  successors: readonly { id: string; displayPhone: string; verifiedName: string }[];
};

const modalId = "disconnect-number";

/** Takes the number out of use, after saying what becomes of what waits. */
export function DisconnectCard({ waiting, successors }: Props) {
  const { t } = useTranslation();
  const [todo, setTodo] = useState<"wait" | "cancel" | "move">(successors.length > 0 ? "move" : "wait");
  const [successor, setSuccessor] = useState(successors[0]?.id ?? "");
  const { save, saving, answer } = useSave({ told: "connect.disconnect.done" });
  const to = successors.find(({ id }) => id === successor) ?? successors[0];
  const choices = [
    ...(successors.length > 0 ? [{ value: "move", label: t("connect.disconnect.move") }] : []),
    { value: "wait", label: t("connect.disconnect.wait") },
    { value: "cancel", label: t("connect.disconnect.cancel") },
  ];
  function disconnect() {
    void window.shopify?.modal.hide(modalId);
    save({ intent: "disconnect", queue: todo === "move" ? { do: "move", toNumberId: to?.id } : { do: todo } });
  }
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("connect.disconnect.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("connect.disconnect.what")}
          </Text>
        </BlockStack>
        {answer?.outcome === "refused" && !saving ? <Banner tone="critical">{t(answer.key)}</Banner> : null}
        <ChoiceList
          title={
            waiting.isMore
              ? t("connect.disconnect.waitingMore", { count: waiting.count })
              : t("connect.disconnect.waiting", { count: waiting.count })
          }
          choices={choices}
          selected={[todo]}
          onChange={([chosen]) => {
            if (chosen === "wait" || chosen === "cancel" || chosen === "move") setTodo(chosen);
          }}
        />
        {todo === "move" && to ? (
          <Select
            label={t("connect.disconnect.to")}
            options={successors.map(({ id, displayPhone, verifiedName }) => ({
              value: id,
              label: `${displayPhone} (${verifiedName})`,
            }))}
            value={to.id}
            onChange={setSuccessor}
          />
        ) : null}
        <InlineStack>
          <Button tone="critical" loading={saving} onClick={() => void window.shopify?.modal.show(modalId)}>
            {t("connect.disconnect.disconnect")}
          </Button>
        </InlineStack>
      </BlockStack>
      <Modal id={modalId}>
        <div style={{ padding: "var(--p-space-400)" }}>
          <Text as="p">{t(`connect.disconnect.sure_${todo}`)}</Text>
        </div>
        <TitleBar title={t("connect.disconnect.sureTitle")}>
          <button variant="primary" tone="critical" onClick={disconnect}>
            {t("connect.disconnect.disconnect")}
          </button>
          <button onClick={() => void window.shopify?.modal.hide(modalId)}>{t("connect.disconnect.keep")}</button>
        </TitleBar>
      </Modal>
    </Card>
  );
}
