import { Banner, BlockStack, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { CheckAgain } from "./check-again.tsx";

/** Where the app's owner asks Shopify for customers' names and phones. */
export const customerDataHelp = "https://shopify.dev/docs/apps/launch/protected-customer-data";

const concerned = ["/app/customers", "/app/automations", "/app/messages", "/app/events"];

/** Home says it among its problems. */
export function concernsCustomers(pathname: string): boolean {
  return concerned.some((page) => pathname === page || pathname.startsWith(`${page}/`));
}

/** Above the pages that live of customers' names and phones, while Shopify leaves them out. */
export function CustomerDataBanner() {
  const { t } = useTranslation();
  return (
    <Banner tone="warning" title={t("access.customerDataTitle")}>
      <BlockStack gap="200">
        <Text as="p">{t("problems.customer_data_refused")}</Text>
        <InlineStack gap="300" blockAlign="center">
          <CheckAgain />
          <Link url={customerDataHelp} external>
            {t("remedies.customerData")}
          </Link>
        </InlineStack>
      </BlockStack>
    </Banner>
  );
}
