import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams, type ShouldRevalidateFunctionArgs } from "@remix-run/react";
import { BlockStack, Card, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { ComparisonCard } from "../components/consent/comparison-card.tsx";
import { EntryTable } from "../components/consent/entry-table.tsx";
import { GrowthCard } from "../components/consent/growth-card.tsx";
import { NothingHere } from "../components/records/nothing-here.tsx";
import { RecordFilters } from "../components/records/record-filters.tsx";
import { RecordPages } from "../components/records/record-pages.tsx";
import { TroubleText, useDownload } from "../components/use-download.tsx";
import { consentFiltersSchema } from "../core/analytics/consent-filters.ts";
import { consentSources } from "../core/shared/consent-sources.ts";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, pages, noteLook } = await requireShop(request, context);
  noteLook("consent");
  const filters = consentFiltersSchema.parse(Object.fromEntries(new URL(request.url).searchParams));
  const [page, growth, comparison] = await Promise.all([
    pages.consent.list(shop.id, filters),
    pages.consent.readGrowth(shop.id),
    pages.consent.readComparison(shop.id),
  ]);
  return { ...page, growth, comparison, filters, sources: consentSources, timeZone: shop.timeZone };
}

/** The ledger of a large shop is not counted anew every few seconds: on another page of it, and after a change. */
export function shouldRevalidate({ formMethod, currentUrl, nextUrl }: ShouldRevalidateFunctionArgs) {
  return formMethod !== undefined || currentUrl.href !== nextUrl.href;
}

const states = ["granted", "pending", "revoked"];
const purposes = ["marketing", "transactional"];

export default function Consent() {
  const { entries, older, newer, growth, comparison, filters, sources, timeZone } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const { download, downloading, failed } = useDownload();
  const { before: _before, after: _after, ...chosen } = filters;
  return (
    <Page
      title={t("consent.title")}
      subtitle={t("consent.about")}
      backAction={{ content: t("nav.home"), url: "/app" }}
      primaryAction={{ content: t("consent.import"), url: "/app/consent/import" }}
      secondaryActions={[
        {
          content: t("consent.export"),
          loading: downloading,
          onAction: () => void download(`/app/consent/export?${params}`, "whatsapp-consent.csv"),
        },
      ]}
      fullWidth
    >
      <BlockStack gap="400">
        <TroubleText failed={failed} />
        <GrowthCard growth={growth} />
        <ComparisonCard comparison={comparison} timeZone={timeZone} />
        <Card padding="0">
          <div style={{ padding: "var(--p-space-400)" }}>
            <Text as="h2" variant="headingMd">
              {t("consent.ledger")}
            </Text>
          </div>
          <RecordFilters
            search={t("consent.search")}
            dates
            choices={[
              {
                name: "state",
                label: t("consent.state"),
                options: states.map((state) => ({ value: state, label: t(`customer.consentState.${state}`) })),
              },
              {
                name: "purpose",
                label: t("consent.purpose"),
                options: purposes.map((purpose) => ({ value: purpose, label: t(`customer.purpose.${purpose}`) })),
              },
              {
                name: "source",
                label: t("consent.source"),
                options: sources.map((source) => ({ value: source, label: t(`consent.sources.${source}`) })),
              },
            ]}
          />
          {entries.length === 0 ? (
            <Nothing filtered={Object.values(chosen).some((value) => value !== undefined)} />
          ) : (
            <EntryTable entries={entries} timeZone={timeZone} />
          )}
          <RecordPages older={older} newer={newer} />
        </Card>
      </BlockStack>
    </Page>
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  const { t } = useTranslation();
  return (
    <NothingHere
      title={t(filtered ? "consent.noneFound" : "consent.noneYet")}
      text={t(filtered ? "consent.noneFoundHelp" : "consent.noneYetHelp")}
    />
  );
}
