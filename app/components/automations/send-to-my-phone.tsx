import { BlockStack, Button, Card, Link, Text, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Step } from "../../core/automations/definition.ts";
import type { SaveAnswer } from "../use-save.ts";

export type SentTest = { outcome: "sent"; messageId: string } | Exclude<SaveAnswer, { outcome: "saved" | "conflict" }>;

/** One message of the path, sent now to the merchant's own phone. One press is one message, however often it is sent. */
export function SendToMyPhone({ step }: { step: Extract<Step, { kind: "send_template" }> }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<SentTest>();
  const [phone, setPhone] = useState("");
  const sending = fetcher.state !== "idle";
  const answer = sending ? undefined : fetcher.data;
  function send() {
    if (sending) return;
    const body = { intent: "sendTest", step, phone, requestId: crypto.randomUUID() };
    fetcher.submit(body, { method: "post", encType: "application/json" });
  }
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("automationTest.phoneTitle")}
        </Text>
        <Text as="p" tone="subdued">
          {t("automationTest.phoneHelp")}
        </Text>
        <TextField
          label={t("automationTest.phone")}
          type="tel"
          autoComplete="tel"
          placeholder={t("automationTest.phonePlaceholder")}
          value={phone}
          onChange={setPhone}
          error={answer ? problemText(t, answer) : undefined}
          connectedRight={
            <Button onClick={send} loading={sending} disabled={sending || phone.trim() === "" || step.template === ""}>
              {t("automationTest.send")}
            </Button>
          }
        />
        {answer?.outcome === "sent" ? (
          <Text as="p">
            {t("automationTest.sentTo")}{" "}
            <Link url={`/app/messages/${answer.messageId}`}>{t("automationTest.seeMessage")}</Link>
          </Text>
        ) : null}
      </BlockStack>
    </Card>
  );
}

function problemText(t: ReturnType<typeof useTranslation>["t"], answer: SentTest): string | undefined {
  if (answer.outcome === "refused") return t(answer.key, answer.values ?? {});
  const [problem] = answer.outcome === "invalid" ? answer.problems : [];
  return problem && t(problem.key, problem.values ?? {});
}
