import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
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
  // Kept here: the row that was stopped is gone when the answer comes, and so would be the word of it.
  const { save, saving } = useSave({ told: "customer.stopped" });
  const [stopping, setStopping] = useState<string | null>(null);
  function stop(runId: string) {
    setStopping(runId);
    save({ intent: "stop", runId });
  }
  if (runs.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("customer.runs")}
        </Text>
        {runs.map((run) => (
          <Run
            key={run.id}
            run={run}
            timeZone={timeZone}
            busy={saving}
            stopping={saving && stopping === run.id}
            onStop={() => stop(run.id)}
          />
        ))}
      </BlockStack>
    </Card>
  );
}

type RunProps = { run: ShownRun; timeZone: string; busy: boolean; stopping: boolean; onStop(): void };

function Run({ run, timeZone, busy, stopping, onStop }: RunProps) {
  const { t } = useTranslation();
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
        loading={stopping}
        disabled={busy}
        accessibilityLabel={t("customer.stopNamed", { automation: run.automation.name })}
        onClick={onStop}
      >
        {t("customer.stop")}
      </Button>
    </InlineStack>
  );
}
