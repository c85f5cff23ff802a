import { Card, Page } from "@shopify/polaris";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { CustomerTable } from "../components/customers/customer-table.tsx";
import { useTold } from "../components/customers/use-told.ts";
import { NothingHere } from "../components/records/nothing-here.tsx";
import { RecordFilters } from "../components/records/record-filters.tsx";
import { RecordPages } from "../components/records/record-pages.tsx";
import { customerFiltersSchema } from "../core/analytics/customer-filters.ts";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, pages, noteLook } = await requireShop(request, context);
  noteLook("customers");
  const filters = customerFiltersSchema.parse(Object.fromEntries(new URL(request.url).searchParams));
  return { ...(await pages.customers.list(shop.id, filters)), filters, timeZone: shop.timeZone };
}

const consentStates = ["granted", "pending", "revoked"];

export default function Customers() {
  const { customers, filters, older, newer, timeZone } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  useTold();
  const filtered = Boolean(filters.search || filters.consent || filters.blocked);
  return (
    <Page title={t("nav.customers")} backAction={{ content: t("nav.home"), url: "/app" }} fullWidth>
      <Card padding="0">
        <RecordFilters
          search={t("customers.search")}
          choices={[
            {
              name: "consent",
              label: t("customers.marketing"),
              options: consentStates.map((state) => ({ value: state, label: t(`customer.consentState.${state}`) })),
            },
            {
              name: "blocked",
              label: t("customers.blocked"),
              options: [{ value: "yes", label: t("customers.onlyBlocked") }],
            },
          ]}
        />
        {customers.length === 0 ? (
          <NothingHere
            title={t(filtered ? "customers.noneFound" : "customers.noneYet")}
            text={t(filtered ? "customers.noneFoundHelp" : "customers.noneYetHelp")}
          />
        ) : (
          <CustomerTable customers={customers} timeZone={timeZone} />
        )}
        <RecordPages older={older} newer={newer} />
      </Card>
    </Page>
  );
}
