import { BlockStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { MessageCost as Cost } from "../../core/results/cost-of-message.ts";

type Props = { cost: Cost; ratesUrl: string };

/** The amount with what it was read off, or in words why there is none. */
export function MessageCost({ cost, ratesUrl }: Props) {
  const { t } = useTranslation();
  switch (cost.outcome) {
    case "priced":
      return <Priced cost={cost} ratesUrl={ratesUrl} />;
    case "free":
      return <>{t(`message.costFree.${cost.why}`)}</>;
    case "none":
      return <>{t("message.costNone")}</>;
    case "unknown":
      return (
        <>
          {t(`message.costUnknown.${cost.why}`)}{" "}
          {cost.why === "no_pricing" ? null : <Link url={ratesUrl}>{t("message.costRates")}</Link>}
        </>
      );
  }
}

function Priced({ cost, ratesUrl }: { cost: Extract<Cost, { outcome: "priced" }>; ratesUrl: string }) {
  const { t, i18n } = useTranslation();
  // Prices of single messages are parts of a cent.
  const amount = new Intl.NumberFormat(i18n.language, {
    style: "currency",
    currency: cost.currency,
    maximumFractionDigits: 4,
  }).format(cost.micros / 1_000_000);
  const country = new Intl.DisplayNames(i18n.language, { type: "region" }).of(cost.country) ?? cost.country;
  return (
    <BlockStack>
      <Text as="span" numeric>
        {amount}
      </Text>
      <Text as="span" tone="subdued" variant="bodySm">
        {t(cost.isSample ? "message.costSample" : "message.costBy", { country })}{" "}
        {cost.isSample ? <Link url={ratesUrl}>{t("message.costRates")}</Link> : null}
      </Text>
    </BlockStack>
  );
}
