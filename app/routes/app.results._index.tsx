import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { AutomationResults } from "../components/results/automation-results.tsx";
import { CreditedOrders } from "../components/results/credited-orders.tsx";
import { Overview } from "../components/results/overview.tsx";
import { creditFiltersSchema } from "../core/results/list-credits.ts";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, pages } = await requireShop(request, context);
  const filters = creditFiltersSchema.parse(Object.fromEntries(new URL(request.url).searchParams));
  const overview = await pages.results.readOverview(shop.id);
  const [automations, page] = await Promise.all([
    pages.results.readAutomations(shop.id),
    pages.results.listCredits(shop.id, filters),
  ]);
  return { overview, automations, ...page, timeZone: shop.timeZone };
}

export default function Results() {
  const { overview, automations, credits, older, timeZone } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const [params] = useSearchParams();
  return (
    <Page title={t("results.title")} backAction={{ content: t("nav.home"), url: "/app" }} fullWidth>
      <BlockStack gap="400">
        <Overview overview={overview} ratesUrl="/app/settings/costs" />
        <AutomationResults
          automations={automations}
          currency={overview.currency}
          costCurrency={overview.costCurrency}
        />
        <CreditedOrders
          credits={credits}
          timeZone={timeZone}
          olderUrl={older ? `/app/results?before=${older}` : null}
          newestUrl={params.has("before") ? "/app/results" : null}
          windowsUrl="/app/settings/costs"
        />
      </BlockStack>
    </Page>
  );
}
