import type { SerializeFrom } from "@remix-run/node";
import { BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ConnectedNumber } from "../../core/shops/read-connections.ts";
import { Fact } from "../fact.tsx";
import { When } from "../when.tsx";
import type { ShownAccount } from "./account-card.tsx";
import { QualityBadge } from "./number-badges.tsx";

export type ShownNumber = SerializeFrom<ConnectedNumber>;

/** How Meta sees the number. */
export function NumberFacts({
  number,
  account,
  timeZone,
}: {
  number: ShownNumber;
  account: ShownAccount;
  timeZone: string;
}) {
  const { t } = useTranslation();
  const name = number.nameStatus
    ? t(`connect.nameStatus.${number.nameStatus}`, { defaultValue: number.nameStatus })
    : null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("connect.number.about")}
        </Text>
        <Fact label={t("connect.number.phone")}>
          <bdi>{number.displayPhone}</bdi>
        </Fact>
        <Fact label={t("connect.number.name")}>
          <InlineStack gap="200">
            <Text as="span">{number.verifiedName}</Text>
            {name ? (
              <Text as="span" tone="subdued">
                {name}
              </Text>
            ) : null}
          </InlineStack>
        </Fact>
        <Fact label={t("connect.number.quality")}>
          <BlockStack gap="100" inlineAlign="start">
            <QualityBadge quality={number.quality} />
            <Text as="span" tone="subdued">
              {t(`connect.qualityWhat.${number.quality}`, { defaultValue: t("connect.qualityWhat.UNKNOWN") })}
            </Text>
          </BlockStack>
        </Fact>
        <Fact label={t("connect.account.limit")}>
          {account.tierLimit === null
            ? t("connect.account.unlimited")
            : t("connect.account.people", { count: account.tierLimit })}
        </Fact>
        {number.ratePerSecond === null ? null : (
          <Fact label={t("connect.number.throughput")}>
            {t("connect.number.perSecond", { count: number.ratePerSecond })}
          </Fact>
        )}
        <Fact label={t("connect.number.lastCallback")}>
          {number.lastCallbackAt ? (
            <When at={number.lastCallbackAt} timeZone={timeZone} />
          ) : (
            t("connect.number.noCallback")
          )}
        </Fact>
        <Fact label={t("connect.account.of")}>
          <Link url={`/app/connect/accounts/${account.id}`}>{account.name || account.wabaId}</Link>
        </Fact>
        <Link url={`https://business.facebook.com/wa/manage/phone-numbers/?waba_id=${account.wabaId}`} external>
          {t("connect.number.manager")}
        </Link>
      </BlockStack>
    </Card>
  );
}
