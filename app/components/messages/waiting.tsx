import { BlockStack, Box, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { reasonText } from "../reason.ts";
import { When } from "../when.tsx";

type WaitingStep = { id: string; until: string; reason: string; contact: { label: string }; automation: string };

/** Held back for now, so in no list of messages yet. */
export function Waiting({ steps, timeZone }: { steps: WaitingStep[]; timeZone: string }) {
  const { t } = useTranslation();
  if (steps.length === 0) return null;
  return (
    <Box paddingBlockStart="400">
      <Card>
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            {t("messages.waiting")}
          </Text>
          {steps.map((step) => (
            <BlockStack key={step.id} gap="050">
              <Text as="p">
                {t("messages.waitingFor", {
                  automation: step.automation,
                  to: step.contact.label || t("messages.noName"),
                })}
              </Text>
              <Text as="p" tone="subdued" variant="bodySm">
                {reasonText(t, step.reason)} {t("messages.waitingUntil")} <When at={step.until} timeZone={timeZone} />
              </Text>
            </BlockStack>
          ))}
        </BlockStack>
      </Card>
    </Box>
  );
}
