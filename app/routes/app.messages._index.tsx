import { Card, Page } from "@shopify/polaris";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { MessageTable } from "../components/messages/message-table.tsx";
import { Waiting } from "../components/messages/waiting.tsx";
import { NothingHere } from "../components/records/nothing-here.tsx";
import { RecordFilters } from "../components/records/record-filters.tsx";
import { RecordPages } from "../components/records/record-pages.tsx";
import { messageFiltersSchema } from "../core/analytics/message-filters.ts";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, pages, noteLook } = await requireShop(request, context);
  noteLook("messages");
  const filters = messageFiltersSchema.parse(Object.fromEntries(new URL(request.url).searchParams));
  const [page, waiting] = await Promise.all([
    pages.messages.list(shop.id, filters),
    pages.messages.listWaiting(shop.id),
  ]);
  return { ...page, waiting, filters, timeZone: shop.timeZone };
}

const filterableStates = [
  "queued",
  "sending",
  "unknown",
  "accepted",
  "sent",
  "delivered",
  "read",
  "failed",
  "cancelled",
  "suppressed",
];

export default function Messages() {
  const { messages, filters, timeZone, automations, templates, contact, waiting, older, newer } =
    useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const { before: _before, after: _after, ...asked } = filters;
  const filtered = Object.values(asked).some((value) => value !== undefined);
  return (
    <Page
      title={t("messages.title")}
      backAction={{ content: t("nav.home"), url: "/app" }}
      secondaryActions={[{ content: t("nav.events"), url: "/app/events" }]}
      fullWidth
    >
      <Card padding="0">
        <RecordFilters
          search={t("messages.search")}
          choices={[
            {
              name: "state",
              label: t("messages.state"),
              options: filterableStates.map((state) => ({ label: t(`states.${state}`), value: state })),
            },
            {
              name: "automationId",
              label: t("messages.automation"),
              options: automations.map(({ id, name }) => ({ label: name, value: id })),
            },
            {
              name: "template",
              label: t("messages.template"),
              options: templates.map((name) => ({ label: name, value: name })),
            },
          ]}
          dates
          fixed={
            contact && { name: "contactId", label: t("messages.to"), value: contact.label || t("messages.noName") }
          }
        />
        {messages.length === 0 ? (
          <NothingHere
            title={t(filtered ? "messages.noneFound" : "messages.noneYet")}
            text={t(filtered ? "messages.noneFoundHelp" : "messages.noneYetHelp")}
          />
        ) : (
          <MessageTable messages={messages} timeZone={timeZone} />
        )}
        <RecordPages older={older} newer={newer} />
      </Card>
      <Waiting steps={waiting} timeZone={timeZone} />
    </Page>
  );
}
