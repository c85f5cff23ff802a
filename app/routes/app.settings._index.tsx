import { Card, Page, Text } from "@shopify/polaris";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useTranslation } from "react-i18next";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireShop(request, context);
  return null;
}

export default function Settings() {
  const { t } = useTranslation();
  return (
    <Page title={t("nav.settings")} backAction={{ content: t("nav.home"), url: "/app" }}>
      <Card>
        <Text as="p">{t("nav.settings")}</Text>
      </Card>
    </Page>
  );
}
