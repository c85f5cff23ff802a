import { BlockStack, Box, Button, Card, Divider, InlineStack, Link, Text } from "@shopify/polaris";
import type { SerializeFrom } from "@remix-run/node";
import { useTranslation } from "react-i18next";
import type { ConnectedAccount } from "../../core/shops/read-connections.ts";
import { NumberBadges, QualityBadge } from "./number-badges.tsx";

export type ShownAccount = SerializeFrom<ConnectedAccount>;

/** One account with its numbers. */
export function AccountCard({ account }: { account: ShownAccount }) {
  const { t } = useTranslation();
  const isHere = account.disconnectedAt === null;
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <BlockStack gap="050">
            <Text as="h2" variant="headingMd">
              {account.name || t("connect.account.unnamed")}
            </Text>
            <Text as="p" tone="subdued" variant="bodySm">
              {t("connect.account.id", { id: account.wabaId })}
            </Text>
          </BlockStack>
          {isHere ? (
            <Button url={`/app/connect/accounts/${account.id}`}>{t("connect.account.manage")}</Button>
          ) : (
            <Button url={reconnectPath(account)}>{t("connect.account.reconnect")}</Button>
          )}
        </InlineStack>
        {account.problems.map((problem) => (
          <BlockStack key={`${problem.code} ${problem.description}`} gap="050">
            <Text as="p">{problem.description}</Text>
            {problem.solution ? (
              <Text as="p" tone="subdued">
                {problem.solution}
              </Text>
            ) : null}
          </BlockStack>
        ))}
        {account.numbers.length === 0 ? (
          <Text as="p" tone="subdued">
            {t("connect.account.noNumbers")}
          </Text>
        ) : null}
        {account.numbers.map((number) => (
          <BlockStack key={number.id} gap="300">
            <Divider />
            <InlineStack align="space-between" blockAlign="center" gap="200">
              <BlockStack gap="100">
                <Link url={`/app/connect/numbers/${number.id}`} removeUnderline>
                  <Text as="span" fontWeight="semibold">
                    <bdi>{number.displayPhone}</bdi>
                  </Text>
                </Link>
                <Text as="span" tone="subdued">
                  {number.verifiedName}
                </Text>
              </BlockStack>
              <InlineStack gap="200">
                {number.status === "disconnected" ? null : <QualityBadge quality={number.quality} />}
                <NumberBadges number={number} accountSends={account.status === "connected"} />
              </InlineStack>
            </InlineStack>
          </BlockStack>
        ))}
        {isHere ? null : (
          <Box>
            <Text as="p" tone="subdued">
              {t("connect.account.disconnected")}
            </Text>
          </Box>
        )}
      </BlockStack>
    </Card>
  );
}

/** A number that was connected before fills the form with its ids. */
function reconnectPath(account: ShownAccount): string {
  const number = account.numbers[0];
  return number ? `/app/connect/manual?number=${number.id}` : "/app/connect/manual";
}
