import { Banner, BlockStack, Button, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { CheckAgain } from "../access/check-again.tsx";
import { customerDataHelp } from "../access/customer-data-banner.tsx";
import { GrantButton } from "../access/grant-button.tsx";

type Problem = { kind: string; count: number; scopes?: string[] };

/** The way to solve each: the words of its link, and where it leads. */
const remedies: Record<string, { words: string; url: string }> = {
  no_number: { words: "connect", url: "/app/connect" },
  account_needs_reconnect: { words: "reconnect", url: "/app/connect" },
  account_restricted: { words: "support", url: "https://business.facebook.com/business-support-home" },
  account_payment_problem: { words: "manager", url: "https://business.facebook.com/wa/manage/home/" },
  customer_data_refused: { words: "customerData", url: customerDataHelp },
  number_paused: { words: "number", url: "/app/connect" },
  number_disconnected: { words: "reconnect", url: "/app/connect" },
  number_quality_low: { words: "sending", url: "/app/settings/sending" },
  templates_rejected: { words: "templates", url: "/app/templates?status=rejected" },
  templates_paused: { words: "templates", url: "/app/templates?status=paused" },
  templates_disabled: { words: "templates", url: "/app/templates?status=disabled" },
  no_automation: { words: "automations", url: "/app/automations" },
  deliveries_dead: { words: "events", url: "/app/events" },
};

/** Shopify asks for what a newer version of the app requires on its own page, not in a dialog. */
function openGrantPage() {
  window.open(`shopify://admin/oauth/install?client_id=${window.shopify?.config.apiKey ?? ""}`, "_top");
}

/** One banner for all of them: what stands in the way, each with the way out of it. */
export function Problems({ problems }: { problems: Problem[] }) {
  const { t } = useTranslation();
  return (
    <Banner tone="warning" title={t("home.problems")}>
      <BlockStack as="ul" gap="200">
        {problems.map(({ kind, count, scopes }) => {
          const remedy = remedies[kind];
          return (
            <li key={kind} style={{ listStyle: "none" }}>
              <InlineStack gap="200">
                <Text as="span">{t(`problems.${kind}`, { count })}</Text>
                {scopes ? <GrantButton scopes={scopes} /> : null}
                {kind === "customer_data_refused" ? <CheckAgain /> : null}
                {kind === "permissions_outdated" ? (
                  <Button size="slim" onClick={openGrantPage}>
                    {t("access.grant")}
                  </Button>
                ) : null}
                {remedy ? (
                  <Link url={remedy.url} external={!remedy.url.startsWith("/")}>
                    {t(`remedies.${remedy.words}`)}
                  </Link>
                ) : null}
              </InlineStack>
            </li>
          );
        })}
      </BlockStack>
    </Banner>
  );
}
