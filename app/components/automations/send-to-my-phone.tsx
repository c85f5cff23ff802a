import { BlockStack, Button, Card, Link, Text, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AutomationDefinition } from "../../core/automations/definition.ts";
import { reasonText } from "../reason.ts";

type SentTest =
  | { outcome: "planned"; messageId: string }
  | { outcome: "unfinished" | "invalid_phone" }
  | { outcome: "refused"; reason: string };

/** One message of the path, sent now to the merchant's own phone. One press is one message, however often it is sent. */
export function SendToMyPhone({ definition, stepId }: { definition: AutomationDefinition; stepId: string }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<SentTest>();
  const [phone, setPhone] = useState("");
  const sending = fetcher.state !== "idle";
  const answer = sending ? undefined : fetcher.data;
  function send() {
    if (sending) return;
    const body = { intent: "sendTest", definition, stepId, phone, requestId: crypto.randomUUID() };
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
            <Button onClick={send} loading={sending} disabled={sending || phone.trim() === ""}>
              {t("automationTest.send")}
            </Button>
          }
        />
        {answer?.outcome === "planned" ? (
          <Text as="p">
            {t("automationTest.sentTo")}{" "}
            <Link url={`/app/messages/${answer.messageId}`}>{t("automationTest.seeMessage")}</Link>
          </Text>
        ) : null}
      </BlockStack>
    </Card>
  );
}

function problemText(t: TFunction, answer: SentTest): string | undefined {
  if (answer.outcome === "refused") return reasonText(t, answer.reason);
  if (answer.outcome === "unfinished") return t("automationTest.outcomes.unfinished");
  return answer.outcome === "invalid_phone" ? t("automationTest.phoneProblem") : undefined;
}
