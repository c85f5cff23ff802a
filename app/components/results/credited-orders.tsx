import { Badge, BlockStack, Box, Button, Card, EmptyState, InlineStack, Link, Text } from "@shopify/polaris";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { ListedCredit } from "../../core/results/list-credits.ts";
import { When } from "../when.tsx";
import table from "./stacking-table.module.css";
import { figureFormat } from "./write-figure.ts";
import { writeDuration } from "./write-duration.ts";

/** As a loader hands it over: times are text. */
type Credit = Omit<ListedCredit, "orderAt" | "messageAt" | "evidenceAt" | "cancelledAt"> & {
  orderAt: string;
  messageAt: string;
  evidenceAt: string;
  cancelledAt: string | null;
};

type Props = {
  credits: Credit[];
  timeZone: string;
  /** Of the next page; null on the last. */
  olderUrl: string | null;
  /** Of the first page; null on the first. */
  newestUrl: string | null;
  windowsUrl: string;
};

/** The counted orders, each with its reason in a sentence. */
export function CreditedOrders({ credits, timeZone, olderUrl, newestUrl, windowsUrl }: Props) {
  const { t } = useTranslation();
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("results.ordersTitle")}
          </Text>
          <Text as="p" tone="subdued">
            {t("results.ordersHelp")} <Link url={windowsUrl}>{t("results.windows")}</Link>
          </Text>
        </BlockStack>
      </Box>
      {credits.length === 0 ? (
        <EmptyState heading={t("results.ordersNone")} image="">
          <p>{t("results.ordersNoneHelp")}</p>
        </EmptyState>
      ) : (
        <Orders credits={credits} timeZone={timeZone} />
      )}
      {olderUrl || newestUrl ? (
        <Box padding="300">
          <InlineStack align="center" gap="200">
            {newestUrl ? <Button url={newestUrl}>{t("results.newest")}</Button> : null}
            {olderUrl ? <Button url={olderUrl}>{t("results.older")}</Button> : null}
          </InlineStack>
        </Box>
      ) : null}
    </Card>
  );
}

function Orders({ credits, timeZone }: Pick<Props, "credits" | "timeZone">) {
  const { t, i18n } = useTranslation();
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">{t("results.order")}</th>
          <th scope="col">{t("results.why")}</th>
          <th scope="col">{t("results.message")}</th>
          <th scope="col" className={table.number}>
            {t("results.worth")}
          </th>
        </tr>
      </thead>
      <tbody>
        {credits.map((credit) => (
          <tr key={credit.orderId}>
            <th scope="row">
              <BlockStack>
                <Link url={`shopify://admin/orders/${credit.orderId}`}>{credit.orderName}</Link>
                <Text as="span" tone="subdued" variant="bodySm">
                  <When at={credit.orderAt} timeZone={timeZone} />
                </Text>
              </BlockStack>
            </th>
            <td>
              <BlockStack gap="050" inlineAlign="start">
                <Badge>{t(`results.kinds.${credit.kind}`)}</Badge>
                <Text as="span">{whyText(t, i18n.language, credit)}</Text>
              </BlockStack>
            </td>
            <td>
              <BlockStack>
                <Text as="span">{credit.automation ?? credit.templateName ?? ""}</Text>
                <Link url={`/app/messages/${credit.messageId}`}>{t("results.seeMessage")}</Link>
              </BlockStack>
            </td>
            <td className={table.number} data-label={t("results.worth")}>
              {credit.cancelledAt ? <Badge>{t("results.cancelled")}</Badge> : <Worth {...credit} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Worth({ revenueMinor, currency }: Pick<Credit, "revenueMinor" | "currency">) {
  const { i18n } = useTranslation();
  const digits =
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const format = figureFormat("revenue", i18n.language, { currency, costCurrency: null });
  return <>{format(revenueMinor / 10 ** digits)}</>;
}

function whyText(t: TFunction, language: string, { kind, code, evidenceAt, orderAt }: Credit): string {
  const after = writeDuration(new Date(orderAt).getTime() - new Date(evidenceAt).getTime(), language);
  return t(`results.whyCounted.${kind}`, { after, code });
}
