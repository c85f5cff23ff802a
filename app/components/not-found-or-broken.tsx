import { BlockStack, Card, Page, Text } from "@shopify/polaris";
import { boundary } from "@shopify/shopify-app-remix/server";
import { isRouteErrorResponse, useRouteError } from "@remix-run/react";
import { useTranslation } from "react-i18next";

/** Inside the app's frame: a page that does not exist says so and leads back; everything else is the SDK's to answer. */
export function NotFoundOrBroken() {
  const error = useRouteError();
  const { t } = useTranslation();
  if (!isRouteErrorResponse(error) || error.status !== 404) return boundary.error(error);
  return (
    <Page title={t("errors.notFoundTitle")} backAction={{ content: t("messages.title"), url: "/app/messages" }}>
      <Card>
        <BlockStack gap="200">
          <Text as="p">{t("errors.notFound")}</Text>
        </BlockStack>
      </Card>
    </Page>
  );
}
