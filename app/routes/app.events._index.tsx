import { Card, Page, Text } from "@shopify/polaris";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useTranslation } from "react-i18next";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireShop(request, context);
  return null;
}

export default function Events() {
  const { t } = useTranslation();
  return (
    <Page title={t("nav.events")} backAction={{ content: t("nav.home"), url: "/app" }}>
      <Card>
        <Text as="p">{t("nav.events")}</Text>
      </Card>
    </Page>
  );
}
