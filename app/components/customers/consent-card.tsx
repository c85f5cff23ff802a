import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { AtShopify } from "../../core/analytics/read-customer.ts";
import { ProofLines } from "../consent/proof-lines.tsx";
import { Fact } from "../fact.tsx";
import { When } from "../when.tsx";
import { ConsentBadge } from "./consent-badge.tsx";
import { OrderMessages } from "./customer-table.tsx";

export type ShownDecision = {
  id: string;
  purpose: string;
  state: string;
  source: string;
  at: string;
  recordedAt: string;
  proof: { key: string; value: string }[];
};

type Props = {
  consent: { marketing: string; transactional: string };
  history: ShownDecision[];
  timeZone: string;
  atShopify: AtShopify | null;
  onTellAgain(): void;
  busy: boolean;
};

/** What a person allows now, and every decision with its proof. */
export function ConsentCard({ consent, history, timeZone, atShopify, onTellAgain, busy }: Props) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("customer.consent")}
        </Text>
        <BlockStack gap="200">
          <Fact label={t("customer.purpose.marketing")}>
            <ConsentBadge state={consent.marketing} />
          </Fact>
          <Fact label={t("customer.purpose.transactional")}>
            <OrderMessages state={consent.transactional} />
          </Fact>
          {atShopify ? (
            <Fact label={t("consent.comparison.atShopify")}>
              <ShopifyState at={atShopify} onTellAgain={onTellAgain} busy={busy} />
            </Fact>
          ) : null}
        </BlockStack>
        <Text as="h3" variant="headingSm">
          {t("customer.history")}
        </Text>
        {history.length === 0 ? (
          <Text as="p" tone="subdued">
            {t("customer.noHistory")}
          </Text>
        ) : null}
        {history.map((decision) => (
          <Decision key={decision.id} decision={decision} timeZone={timeZone} />
        ))}
      </BlockStack>
    </Card>
  );
}

function ShopifyState({ at, onTellAgain, busy }: { at: AtShopify; onTellAgain(): void; busy: boolean }) {
  const { t } = useTranslation();
  if (at.state === "told") return t("consent.comparison.told");
  if (at.state === "waiting") return t("consent.comparison.notYet");
  return (
    <InlineStack gap="200" blockAlign="center">
      <span title={at.words}>{t(`consent.comparison.reasons.${at.reason}`, { defaultValue: at.words })}</span>
      <Button size="slim" onClick={onTellAgain} loading={busy} disabled={busy}>
        {t("consent.comparison.tryAgain")}
      </Button>
    </InlineStack>
  );
}

function Decision({ decision, timeZone }: { decision: ShownDecision; timeZone: string }) {
  const { t } = useTranslation();
  return (
    <BlockStack gap="050">
      <InlineStack gap="200" blockAlign="center">
        <Text as="p" fontWeight="medium">
          {t(`customer.purpose.${decision.purpose}`)}
        </Text>
        <ConsentBadge state={decision.state} />
      </InlineStack>
      <Text as="p">{t(`customer.source.${decision.source}`, { defaultValue: decision.source })}</Text>
      <ProofLines proof={decision.proof} />
      <Text as="p" tone="subdued" variant="bodySm">
        {t("customer.decided")} <When at={decision.at} timeZone={timeZone} seconds /> · {t("customer.recorded")}{" "}
        <When at={decision.recordedAt} timeZone={timeZone} seconds />
      </Text>
    </BlockStack>
  );
}
