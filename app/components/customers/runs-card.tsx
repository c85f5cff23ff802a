import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { reasonText } from "../reason.ts";
import { useSave } from "../use-save.ts";
import { When } from "../when.tsx";

export type ShownRun = {
  id: string;
  automation: { id: string; name: string };
  next: { at: string; reason: string | null } | null;
};

/** Automations under way for one person, each with the way to stop it. */
export function RunsCard({ runs, timeZone }: { runs: ShownRun[]; timeZone: string }) {
  const { t } = useTranslation();
  if (runs.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("customer.runs")}
        </Text>
        {runs.map((run) => (
          <Run key={run.id} run={run} timeZone={timeZone} />
        ))}
      </BlockStack>
    </Card>
  );
}

function Run({ run, timeZone }: { run: ShownRun; timeZone: string }) {
  const { t } = useTranslation();
  const { save, saving } = useSave({ told: "customer.stopped" });
  return (
    <InlineStack align="space-between" blockAlign="center" gap="300">
      <BlockStack gap="050">
        <Text as="p" fontWeight="medium">
          {run.automation.name}
        </Text>
        {run.next ? (
          <Text as="p" tone="subdued" variant="bodySm">
            {t("event.next")}: <When at={run.next.at} timeZone={timeZone} />{" "}
            {run.next.reason ? reasonText(t, run.next.reason) : ""}
          </Text>
        ) : null}
      </BlockStack>
      <Button
        size="slim"
        loading={saving}
        disabled={saving}
        accessibilityLabel={t("customer.stopNamed", { automation: run.automation.name })}
        onClick={() => save({ intent: "stop", runId: run.id })}
      >
        {t("customer.stop")}
      </Button>
    </InlineStack>
  );
}
