import { BlockStack, Card, Page } from "@shopify/polaris";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { EventTable } from "../components/events/event-table.tsx";
import { TroubledCard } from "../components/events/troubled-card.tsx";
import { NothingHere } from "../components/records/nothing-here.tsx";
import { RecordFilters } from "../components/records/record-filters.tsx";
import { RecordPages } from "../components/records/record-pages.tsx";
import { eventFiltersSchema, filterableOutcomes } from "../core/analytics/event-filters.ts";
import { storeEventKinds } from "../core/shared/store-event.ts";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, pages, noteLook } = await requireShop(request, context);
  noteLook("events");
  const filters = eventFiltersSchema.parse(Object.fromEntries(new URL(request.url).searchParams));
  const [page, troubled] = await Promise.all([
    pages.events.list(shop.id, filters),
    pages.events.listTroubledGroups(shop.id),
  ]);
  return { ...page, troubled, filters, timeZone: shop.timeZone };
}

export default function Events() {
  const { events, troubled, filters, contact, older, newer, timeZone } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const filtered = Boolean(filters.kind || filters.outcome || filters.contactId);
  return (
    <Page title={t("nav.events")} backAction={{ content: t("messages.title"), url: "/app/messages" }} fullWidth>
      <BlockStack gap="400">
        {troubled.length > 0 ? <TroubledCard groups={troubled} timeZone={timeZone} showEach /> : null}
        <Card padding="0">
          <RecordFilters
            choices={[
              {
                name: "kind",
                label: t("eventList.kind"),
                options: storeEventKinds.map((kind) => ({ value: kind, label: t(`events.${kind}`) })),
              },
              {
                name: "outcome",
                label: t("eventList.outcome"),
                options: filterableOutcomes.map((outcome) => ({
                  value: outcome,
                  label: t(`eventList.outcomeNames.${outcome}`),
                })),
              },
            ]}
            fixed={
              contact && {
                name: "contactId",
                label: t("eventList.customer"),
                value: contact.label || t("messages.noName"),
              }
            }
          />
          {events.length === 0 ? (
            <NothingHere
              title={t(filtered ? "eventList.noneFound" : "eventList.noneYet")}
              text={t(filtered ? "eventList.noneFoundHelp" : "eventList.noneYetHelp")}
            />
          ) : (
            <EventTable events={events} timeZone={timeZone} />
          )}
          <RecordPages older={older} newer={newer} />
        </Card>
      </BlockStack>
    </Page>
  );
}
