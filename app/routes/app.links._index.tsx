import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, type ShouldRevalidateFunctionArgs } from "@remix-run/react";
import { Card, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { LinkTable } from "../components/links/link-table.tsx";
import { NothingHere } from "../components/records/nothing-here.tsx";
import { RecordFilters } from "../components/records/record-filters.tsx";
import { RecordPages } from "../components/records/record-pages.tsx";
import { linkFiltersSchema } from "../core/analytics/list-links.ts";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, pages } = await requireShop(request, context);
  const filters = linkFiltersSchema.parse(Object.fromEntries(new URL(request.url).searchParams));
  return { ...(await pages.links.list(shop.id, filters)), removed: filters.removed !== undefined };
}

/** Counted when the page is opened and after a change, not every few seconds. */
export function shouldRevalidate({ formMethod, currentUrl, nextUrl }: ShouldRevalidateFunctionArgs) {
  return formMethod !== undefined || currentUrl.href !== nextUrl.href;
}

export default function Links() {
  const { links, older, newer, removed } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Page
      title={t("links.title")}
      subtitle={t("links.about")}
      backAction={{ content: t("nav.storefront"), url: "/app/storefront" }}
      primaryAction={{ content: t("links.make"), url: "/app/links/new" }}
      fullWidth
    >
      <Card padding="0">
        <RecordFilters
          choices={[
            { name: "removed", label: t("links.removed"), options: [{ value: "yes", label: t("links.onlyRemoved") }] },
          ]}
        />
        {links.length === 0 ? (
          <NothingHere
            title={t(removed ? "links.noneRemoved" : "links.noneYet")}
            text={t(removed ? "links.noneRemovedHelp" : "links.noneYetHelp")}
          />
        ) : (
          <LinkTable links={links} />
        )}
        <RecordPages older={older} newer={newer} />
      </Card>
    </Page>
  );
}
