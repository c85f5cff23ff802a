import { Badge, BlockStack, Card, InlineStack, Link, Text, type BadgeProps } from "@shopify/polaris";
import type { SerializeFrom } from "@remix-run/node";
import { useTranslation } from "react-i18next";
import type { Home } from "../../core/analytics/read-home.ts";
import { Fact } from "../fact.tsx";
import { MessageState } from "../message-state.tsx";
import type { BlockState } from "../storefront/use-blocks.ts";
import { When } from "../when.tsx";

export type ShownHome = SerializeFrom<Home>;

/** Whether it works: one line for each part a message passes through. */
export function StatusCard({ home, chatButton }: { home: ShownHome; chatButton: BlockState }) {
  const { t } = useTranslation();
  const { automations, lastEvent, lastMessage, shop } = home;
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t("home.status")}
          </Text>
          {shop.paused ? (
            <Badge tone="attention">{t("home.pausedNow")}</Badge>
          ) : home.problems.length === 0 ? (
            <Badge tone="success">{t("home.working")}</Badge>
          ) : (
            <Badge tone="attention">{t("home.needsYou")}</Badge>
          )}
        </InlineStack>
        <BlockStack gap="300">
          <Fact label={t("home.number")}>
            {home.numbers.length > 0 ? (
              <BlockStack gap="200">
                {home.numbers.map((number) => (
                  <NumberHealth key={number.id} number={number} timeZone={shop.timeZone} />
                ))}
              </BlockStack>
            ) : (
              <Link url="/app/connect">{t("remedies.connect")}</Link>
            )}
          </Fact>
          <Fact label={t("home.templates")}>
            <TemplateCounts counts={home.templates} />
          </Fact>
          <Fact label={t("home.automations")}>
            <Link url="/app/automations" monochrome>
              {t("home.automationsOn", automations)}
            </Link>
          </Fact>
          <Fact label={t("home.storefront")}>
            <Link url="/app/storefront" monochrome>
              {t(`storefront.state.${chatButton}`)}
            </Link>
          </Fact>
          <Fact label={t("home.lastEvent")}>
            {lastEvent ? (
              <Link url="/app/events" monochrome>
                {t(`events.${lastEvent.kind}`)}, <When at={lastEvent.at} timeZone={shop.timeZone} />
              </Link>
            ) : (
              t("home.noneYet")
            )}
          </Fact>
          <Fact label={t("home.lastMessage")}>
            {lastMessage ? (
              <InlineStack gap="200" blockAlign="center">
                <Link url={`/app/messages/${lastMessage.id}`} monochrome>
                  <When at={lastMessage.at} timeZone={shop.timeZone} />
                </Link>
                <MessageState state={lastMessage.state} />
              </InlineStack>
            ) : (
              t("home.noneYet")
            )}
          </Fact>
        </BlockStack>
      </BlockStack>
    </Card>
  );
}

const numberTones: Record<string, BadgeProps["tone"]> = {
  connected: "success",
  paused: "attention",
  disconnected: "warning",
};

function NumberHealth({ number, timeZone }: { number: ShownHome["numbers"][number]; timeZone: string }) {
  const { t } = useTranslation();
  return (
    <InlineStack gap="200" blockAlign="center">
      <Link url="/app/connect" monochrome>
        {number.verifiedName} <bdi>{number.displayPhone}</bdi>
      </Link>
      <Badge tone={numberTones[number.status]}>{t(`numberStatus.${number.status}`)}</Badge>
      <Text as="span" tone="subdued">
        {t("home.quality", { quality: t(`quality.${number.quality}`, { defaultValue: number.quality }) })}
      </Text>
      {number.pausedUntil ? <When at={number.pausedUntil} timeZone={timeZone} /> : null}
    </InlineStack>
  );
}

/** What waits or was refused leads to where it can be mended. */
function TemplateCounts({ counts }: { counts: ShownHome["templates"] }) {
  const { t } = useTranslation();
  const shown = ["approved", "pending", "rejected", "paused", "disabled", "draft"] as const;
  const parts = shown.flatMap((status) => (counts[status] ? [{ status, count: counts[status] }] : []));
  if (parts.length === 0) return t("home.noneYet");
  return (
    <InlineStack gap="300">
      {parts.map(({ status, count }) => (
        <Link key={status} url={`/app/templates?status=${status}`} monochrome>
          {t(`templateCounts.${status}`, { count })}
        </Link>
      ))}
    </InlineStack>
  );
}
