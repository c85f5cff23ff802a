import { Banner, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { When } from "../when.tsx";
import type { ShownAccount } from "./account-card.tsx";

type Props = {
  accounts: readonly ShownAccount[];
  now: string;
  timeZone: string;
  checking: boolean;
  onCheck(accountId: string): void;
};

const runsOutWithinMs = 14 * 24 * 3600_000;

/** The most pressing thing between the merchant's accounts and sending, and how to mend it; one at a time. */
export function AccountBanner({ accounts, now, timeZone, checking, onCheck }: Props) {
  const { t } = useTranslation();
  const standing = accounts.filter(({ disconnectedAt }) => disconnectedAt === null);
  const account = (["needs_reconnect", "payment_problem", "restricted"] as const)
    .map((status) => standing.find((one) => one.status === status))
    .find((one) => one !== undefined);
  if (!account) return <TokenRunsOut accounts={standing} now={now} timeZone={timeZone} />;

  const check = { content: t("connect.checkAgain"), onAction: () => onCheck(account.id), loading: checking };
  const renew = { content: t("connect.token.renew"), url: `/app/connect/accounts/${account.id}` };
  const atMeta = (words: string, url: string) => ({ content: t(words), url, external: true });
  const actions = {
    needs_reconnect: [renew, check],
    payment_problem: [
      atMeta("connect.paymentSettings", "https://business.facebook.com/billing_hub/payment_settings"),
      check,
    ],
    restricted: [atMeta("connect.supportHome", "https://business.facebook.com/business-support-home/"), check],
    connected: [],
  }[account.status];
  return (
    <Banner
      tone={account.status === "restricted" ? "warning" : "critical"}
      title={t(`connect.problem.${account.status}Title`, { account: account.name })}
      {...(actions[0] ? { action: actions[0] } : {})}
      {...(actions[1] ? { secondaryAction: actions[1] } : {})}
    >
      <Text as="p">{t(`connect.problem.${account.status}`)}</Text>
    </Banner>
  );
}

function TokenRunsOut({
  accounts,
  now,
  timeZone,
}: {
  accounts: readonly ShownAccount[];
  now: string;
  timeZone: string;
}) {
  const { t } = useTranslation();
  const account = accounts.find(
    ({ tokenExpiresAt }) => tokenExpiresAt !== null && Date.parse(tokenExpiresAt) - Date.parse(now) < runsOutWithinMs,
  );
  if (!account?.tokenExpiresAt) return null;
  return (
    <Banner
      tone="warning"
      title={t("connect.problem.tokenRunsOutTitle", { account: account.name })}
      action={{ content: t("connect.token.renew"), url: `/app/connect/accounts/${account.id}` }}
    >
      <Text as="p">
        {t("connect.problem.tokenRunsOut")} <When at={account.tokenExpiresAt} timeZone={timeZone} />
      </Text>
    </Banner>
  );
}
