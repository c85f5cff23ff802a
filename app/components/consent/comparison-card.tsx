import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, Card, InlineGrid, InlineStack, Link, Spinner, Text } from "@shopify/polaris";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { ConsentComparison } from "../../core/analytics/read-consent-comparison.ts";
import { GrantButton } from "../access/grant-button.tsx";
import { When } from "../when.tsx";

/** As a loader sends it. */
export type ShownComparison = Omit<ConsentComparison, "last"> & {
  last: { endedAt: string; counts: NonNullable<ConsentComparison["last"]>["counts"] } | null;
};

const lookedAtAgainMs = 4_000;
const url = "/app/consent/comparison";

/** How far the ledger and Shopify's customers say the same, with what stands in the way and what to do about it. */
export function ComparisonCard({ comparison, timeZone }: { comparison: ShownComparison; timeZone: string }) {
  const { t } = useTranslation();
  const looks = useFetcher<{ comparison: ShownComparison }>();
  const acts = useFetcher();
  // Both are read anew after each press, what the press itself answered is not: it would stand still.
  const shown = looks.data?.comparison ?? comparison;
  const moves = shown.state === "running" || (shown.waiting > 0 && !shown.mayNotTell);
  const { load } = looks;
  useEffect(() => {
    if (!moves) return;
    const timer = setInterval(() => load(url), lookedAtAgainMs);
    return () => clearInterval(timer);
  }, [moves, load]);
  const asking = acts.state !== "idle" ? acts.json : undefined;
  const act = (intent: "compare" | "tell_again") =>
    acts.submit({ intent }, { method: "post", action: url, encType: "application/json" });
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t("consent.comparison.title")}
          </Text>
          <Button
            loading={isAsking(asking, "compare")}
            disabled={shown.state !== "idle" || acts.state !== "idle"}
            onClick={() => act("compare")}
          >
            {t("consent.comparison.compareNow")}
          </Button>
        </InlineStack>
        {shown.mayNotTell ? (
          <BlockStack gap="200">
            <Text as="p">{t("consent.comparison.mayNotTell")}</Text>
            <GrantButton scopes={["write_customers"]} />
          </BlockStack>
        ) : null}
        <div role="status">
          <State comparison={shown} timeZone={timeZone} />
        </div>
        {shown.last ? <Counts counts={shown.last.counts} /> : null}
        <Untold comparison={shown} busy={isAsking(asking, "tell_again")} onTryAgain={() => act("tell_again")} />
      </BlockStack>
    </Card>
  );
}

function isAsking(asking: unknown, intent: string): boolean {
  return typeof asking === "object" && asking !== null && "intent" in asking && asking.intent === intent;
}

function State({ comparison, timeZone }: { comparison: ShownComparison; timeZone: string }) {
  const { t, i18n } = useTranslation();
  const { state, comparedSoFar, last } = comparison;
  if (state === "running") {
    return (
      <InlineStack gap="200" blockAlign="center" wrap={false}>
        <Spinner size="small" />
        <Text as="p">{t("consent.comparison.running", { number: comparedSoFar.toLocaleString(i18n.language) })}</Text>
      </InlineStack>
    );
  }
  if (state === "stalled") return <Text as="p">{t("consent.comparison.stalled")}</Text>;
  if (last === null) return <Text as="p">{t("consent.comparison.never")}</Text>;
  return (
    <Text as="p" tone="subdued">
      {t("consent.comparison.last")} <When at={last.endedAt} timeZone={timeZone} />
    </Text>
  );
}

const counted = ["compared", "equal", "mendedHere", "mendedThere", "failed"] as const;

function Counts({ counts }: { counts: NonNullable<ShownComparison["last"]>["counts"] }) {
  const { t, i18n } = useTranslation();
  return (
    <InlineGrid columns={{ xs: 2, sm: 3, lg: 5 }} gap="400">
      {counted.map((name) => (
        <BlockStack key={name}>
          <Text as="p" tone="subdued">
            {t(`consent.comparison.counts.${name}`)}
          </Text>
          <Text as="p" variant="headingMd">
            {counts[name].toLocaleString(i18n.language)}
          </Text>
        </BlockStack>
      ))}
    </InlineGrid>
  );
}

type UntoldProps = { comparison: ShownComparison; busy: boolean; onTryAgain(): void };

/** What Shopify does not know yet, and why. */
function Untold({ comparison, busy, onTryAgain }: UntoldProps) {
  const { t, i18n } = useTranslation();
  const { waiting, failing, countedAtMost, examples } = comparison;
  const number = (count: number) => `${count.toLocaleString(i18n.language)}${count >= countedAtMost ? "+" : ""}`;
  if (waiting === 0 && failing === 0) return null;
  return (
    <BlockStack gap="200">
      {waiting > 0 ? <Text as="p">{t("consent.comparison.waiting", { number: number(waiting) })}</Text> : null}
      {failing > 0 ? (
        <InlineStack gap="300" blockAlign="center">
          <Text as="p">{t("consent.comparison.failing", { number: number(failing) })}</Text>
          <Button size="slim" loading={busy} disabled={busy} onClick={onTryAgain}>
            {t("consent.comparison.tryAgain")}
          </Button>
        </InlineStack>
      ) : null}
      {examples.map(({ contactId, label, reason }) => (
        <Text key={contactId} as="p">
          <Link url={`/app/customers/${contactId}`}>
            <bdi>{label || t("messages.noName")}</bdi>
          </Link>
          {": "}
          {t(`consent.comparison.reasons.${reason}`, { defaultValue: reason })}
        </Text>
      ))}
    </BlockStack>
  );
}
