import { BlockStack, Card, Layout, Link, Page, Text } from "@shopify/polaris";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { CausedRuns } from "../components/events/caused-runs.tsx";
import { Fact } from "../components/fact.tsx";
import { AdminLink } from "../components/records/admin-link.tsx";
import { Money } from "../components/records/money.tsx";
import { When } from "../components/when.tsx";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop, pages, noteLook } = await requireShop(request, context);
  const eventId = z.uuid().safeParse(params.eventId);
  const event = eventId.success ? await pages.events.read(shop.id, eventId.data) : null;
  if (!event) throw new Response("There is no such event.", { status: 404 });
  noteLook("event", event.contact?.id);
  return { ...event, timeZone: shop.timeZone };
}

export default function StoreEvent() {
  const event = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const { started, stopped, moreStarted, timeZone } = event;
  const kind = t(`events.${event.kind}`, { defaultValue: event.kind });
  return (
    <Page
      title={event.about ? t("records.is", { label: kind, value: event.about }) : kind}
      backAction={{ content: t("nav.events"), url: "/app/events" }}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <CausedRuns
              title={t("event.caused")}
              none={t("event.causedNothing")}
              more={moreStarted ? t("event.more") : null}
              runs={started}
              timeZone={timeZone}
            />
            {stopped.length > 0 ? <CausedRuns title={t("event.stopped")} runs={stopped} timeZone={timeZone} /> : null}
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <Facts />
        </Layout.Section>
      </Layout>
    </Page>
  );
}

function Facts() {
  const { contact, order, amount, at, recordedAt, delivery, outcome, timeZone } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("event.facts")}
        </Text>
        <Fact label={t("eventList.outcome")}>{t(`outcomes.${outcome}`, { defaultValue: outcome })}</Fact>
        <Fact label={t("eventList.customer")}>
          {contact ? (
            <Link url={`/app/customers/${contact.id}`}>{contact.label || t("messages.noName")}</Link>
          ) : (
            t("eventList.nobody")
          )}
        </Fact>
        {order ? (
          <Fact label={t("event.order")}>
            <AdminLink to={`orders/${order.id}`}>{order.name ?? order.id}</AdminLink>
          </Fact>
        ) : null}
        {amount ? (
          <Fact label={t("event.amount")}>
            <Money {...amount} />
          </Fact>
        ) : null}
        <Fact label={t("event.happened")}>
          <When at={at} timeZone={timeZone} seconds />
        </Fact>
        {delivery ? (
          <Fact label={t("event.received")}>
            <When at={delivery.receivedAt} timeZone={timeZone} seconds />
          </Fact>
        ) : null}
        <Fact label={t("event.recorded")}>
          <When at={recordedAt} timeZone={timeZone} seconds />
        </Fact>
        {delivery ? <Fact label={t("event.attempts")}>{delivery.attempts}</Fact> : null}
      </BlockStack>
    </Card>
  );
}
