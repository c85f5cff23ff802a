import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Overview } from "../components/results/overview.tsx";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, pages } = await requireShop(request, context);
  return { overview: await pages.results.readOverview(shop.id) };
}

export default function Results() {
  const { overview } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Page title={t("results.title")} backAction={{ content: t("nav.home"), url: "/app" }}>
      <BlockStack gap="400">
        <Overview overview={overview} ratesUrl="/app/settings/costs" />
      </BlockStack>
    </Page>
  );
}
