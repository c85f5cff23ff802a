import { Card, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

/** Inside the app's frame: says that there is no such page, and leads back. */
export function NotFound() {
  const { t } = useTranslation();
  return (
    <Page title={t("errors.notFoundTitle")} backAction={{ content: t("nav.home"), url: "/app" }}>
      <Card>
        <Text as="p">{t("errors.notFound")}</Text>
      </Card>
    </Page>
  );
}
