import { Box, Card, EmptyState, Page, Pagination, Text } from "@shopify/polaris";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { PageError } from "../components/page-error.tsx";
import { NothingHere } from "../components/records/nothing-here.tsx";
import { RecordFilters } from "../components/records/record-filters.tsx";
import { useListParams } from "../components/records/use-list-params.ts";
import { namedLanguages } from "../components/templates/named-languages.ts";
import { SyncStatus } from "../components/templates/sync-status.tsx";
import { TemplateList } from "../components/templates/template-list.tsx";
import { useSync } from "../components/templates/use-sync.ts";
import { When } from "../components/when.tsx";
import { templateFiltersSchema } from "../core/analytics/template-filters.ts";
import { localeOfRequest } from "../i18n/locales.ts";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, pages } = await requireShop(request, context);
  const filters = templateFiltersSchema.parse(Object.fromEntries(new URL(request.url).searchParams));
  const list = await pages.templates.list(shop.id, filters);
  const languages = namedLanguages(list.languages, localeOfRequest(request));
  return { ...list, languages, filters, timeZone: shop.timeZone };
}

/** Begins to bring the list in line with what WhatsApp has; the loader tells how far it is. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, pages } = await requireShop(request, context);
  await pages.templates.sync(shop.id);
  return null;
}

export default function Templates() {
  const list = useLoaderData<typeof loader>();
  const { templates, languages, hasAccount, filters, pages, page, syncedAt, timeZone } = list;
  const { t } = useTranslation();
  const { change } = useListParams();
  const sync = useSync(list.sync);
  const filtered = Object.entries(filters).some(([name, value]) => name !== "page" && value);
  return (
    <Page
      title={t("nav.templates")}
      subtitle={t("templateList.subtitle")}
      backAction={{ content: t("nav.home"), url: "/app" }}
      fullWidth
      primaryAction={{ content: t("templateList.create"), url: "/app/templates/new", disabled: !hasAccount }}
      secondaryActions={[
        {
          content: t(sync.busy ? "templateList.syncing" : "templateList.sync"),
          onAction: sync.start,
          disabled: !hasAccount || sync.busy,
        },
      ]}
    >
      <SyncStatus progress={list.sync} asked={sync.busy} failed={list.syncFailed} />
      <Card padding="0">
        {hasAccount ? (
          <>
            <ListFilters />
            {templates.length > 0 ? (
              <TemplateList templates={templates} names={languages} />
            ) : (
              <NothingHere
                title={t(filtered ? "templateList.noneFound" : "templateList.noneYet")}
                text={t(filtered ? "templateList.noneFoundHelp" : "templateList.noneYetHelp")}
              />
            )}
            {pages > 1 ? (
              <Pagination
                type="table"
                hasPrevious={page > 1}
                hasNext={page < pages}
                onPrevious={() => change({ page: String(page - 1) })}
                onNext={() => change({ page: String(page + 1) })}
                label={t("templateList.page", { page, pages })}
              />
            ) : null}
          </>
        ) : (
          <EmptyState
            heading={t("templateList.notConnected")}
            action={{ content: t("templateList.connect"), url: "/app/connect" }}
            image=""
          >
            <p>{t("templateList.notConnectedHelp")}</p>
          </EmptyState>
        )}
      </Card>
      {syncedAt ? (
        <Box paddingBlock="400">
          <Text as="p" tone="subdued" alignment="center">
            {t("templateList.syncedAt")} <When at={syncedAt} timeZone={timeZone} />
          </Text>
        </Box>
      ) : null}
    </Page>
  );
}

const statuses = ["attention", "draft", "pending", "approved", "rejected", "paused", "disabled"];

function ListFilters() {
  const { languages } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <RecordFilters
      search={t("templateList.search")}
      choices={[
        {
          name: "status",
          label: t("templateList.status"),
          options: statuses.map((value) => ({ value, label: t(`templateStatus.${value}`) })),
        },
        {
          name: "category",
          label: t("templateList.category"),
          options: ["utility", "marketing", "authentication"].map((value) => ({
            value,
            label: t(`categories.${value}`),
          })),
        },
        {
          name: "language",
          label: t("templateList.language"),
          options: languages.map(({ code, name }) => ({ value: code, label: name })),
        },
        {
          name: "use",
          label: t("templateList.use"),
          options: ["used", "unused"].map((value) => ({ value, label: t(`templateList.${value}`) })),
        },
      ]}
    />
  );
}

export function ErrorBoundary() {
  return <PageError />;
}
