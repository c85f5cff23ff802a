import { BlockStack, Button, Card, Link, Select, Text, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import type { TFunction } from "i18next";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TestCase } from "../../core/analytics/list-test-cases.ts";
import type { AutomationDefinition } from "../../core/automations/definition.ts";
import { reasonText } from "../reason.ts";
import { caseKey, caseText } from "./case-text.ts";

type SentTest =
  | { outcome: "planned"; messageId: string }
  | { outcome: "unfinished" | "invalid_phone" | "too_many" }
  | { outcome: "not_confirmed"; words: string; to: string }
  | { outcome: "refused"; reason: string };

type Props = {
  definition: AutomationDefinition;
  stepId: string;
  /** What it can be filled with, beside an example. */
  cases: TestCase[];
  /** The one being tested with; null: the example. */
  chosen: TestCase | null;
  onChoose(chosen: TestCase | null): void;
};

/** One message of the path, sent now to the merchant's own phone. */
export function SendToMyPhone({ definition, stepId, cases, chosen, onChoose }: Props) {
  const { t, i18n } = useTranslation();
  const [phone, setPhone] = useState("");
  const { send, sending, answer } = useSending();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("automationTest.phoneTitle")}
        </Text>
        <Text as="p" tone="subdued">
          {t("automationTest.phoneHelp")}
        </Text>
        <Select
          label={t("automationTest.filledWith")}
          options={[
            { label: t("automationTest.example"), value: "" },
            ...cases.map((one) => ({ label: caseText(t, i18n.language, one), value: caseKey(one) })),
          ]}
          value={chosen ? caseKey(chosen) : ""}
          onChange={(key) => onChoose(cases.find((one) => caseKey(one) === key) ?? null)}
        />
        <TextField
          label={t("automationTest.phone")}
          type="tel"
          autoComplete="tel"
          placeholder={t("automationTest.phonePlaceholder")}
          value={phone}
          onChange={setPhone}
          error={answer ? problemText(t, answer) : undefined}
          connectedRight={
            <Button
              onClick={() => send({ definition, stepId, phone, ...(chosen ? { subject: chosen.subject } : {}) })}
              loading={sending}
              disabled={sending || phone.trim() === ""}
            >
              {t("automationTest.send")}
            </Button>
          }
        />
        <div aria-live="polite">
          {answer?.outcome === "not_confirmed" ? <Confirm words={answer.words} to={answer.to} /> : null}
          {answer?.outcome === "planned" ? (
            <Text as="p">
              {t("automationTest.sentTo")}{" "}
              <Link url={`/app/messages/${answer.messageId}`}>{t("automationTest.seeMessage")}</Link>
            </Text>
          ) : null}
        </div>
      </BlockStack>
    </Card>
  );
}

/** How a phone is shown to be the merchant's: it writes these words to the shop's number. */
function Confirm({ words, to }: { words: string; to: string }) {
  const { t } = useTranslation();
  const chat = `https://wa.me/${to.replace(/\D/g, "")}?${new URLSearchParams({ text: words }).toString()}`;
  return (
    <BlockStack gap="100">
      <Text as="p">{t("automationTest.confirm", { words, to })}</Text>
      <Link url={chat} target="_blank">
        {t("automationTest.confirmOpen")}
      </Link>
    </BlockStack>
  );
}

/** One press is one message: pressed twice, or sent again after a lost answer, it keeps its id until it is answered. */
function useSending() {
  const fetcher = useFetcher<SentTest>();
  const requestId = useRef<string | null>(null);
  const sending = fetcher.state !== "idle";
  useEffect(() => {
    if (!sending) requestId.current = null;
  }, [sending]);
  return {
    sending,
    answer: sending ? undefined : fetcher.data,
    send(asked: { definition: AutomationDefinition; stepId: string; phone: string; subject?: TestCase["subject"] }) {
      if (requestId.current !== null) return;
      requestId.current = crypto.randomUUID();
      const body = { intent: "sendTest", ...asked, requestId: requestId.current };
      fetcher.submit(body, { method: "post", encType: "application/json" });
    },
  };
}

function problemText(t: TFunction, answer: SentTest): string | undefined {
  switch (answer.outcome) {
    case "refused":
      return reasonText(t, answer.reason);
    case "unfinished":
      return t("automationTest.outcomes.unfinished");
    case "too_many":
      return t("automationTest.tooMany");
    case "invalid_phone":
      return t("automationTest.phoneProblem");
    default:
      return undefined;
  }
}
