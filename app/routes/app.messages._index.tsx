import {
  BlockStack,
  Box,
  Button,
  Card,
  EmptyState,
  InlineStack,
  Page,
  Pagination,
  Select,
  Tag,
  Text,
} from "@shopify/polaris";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { MessageList } from "../components/message-list.tsx";
import { reasonText } from "../components/reason.ts";
import { When } from "../components/when.tsx";
import { messageFiltersSchema } from "../core/analytics/message-filters.ts";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, pages } = await requireShop(request, context);
  const filters = messageFiltersSchema.parse(Object.fromEntries(new URL(request.url).searchParams));
  const [page, waiting] = await Promise.all([
    pages.messages.list(shop.id, filters),
    pages.messages.listWaiting(shop.id),
  ]);
  return { ...page, waiting, filters, timeZone: shop.timeZone };
}

export default function Messages() {
  const { messages, filters, timeZone } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const filtered = Boolean(filters.state || filters.automationId || filters.contactId);
  return (
    <Page title={t("messages.title")} backAction={{ content: t("nav.home"), url: "/app" }} fullWidth>
      <Card padding="0">
        <Filters />
        {messages.length === 0 ? (
          <EmptyState heading={t(filtered ? "messages.noneFound" : "messages.noneYet")} image="">
            <p>{t(filtered ? "messages.noneFoundHelp" : "messages.noneYetHelp")}</p>
          </EmptyState>
        ) : (
          <MessageList messages={messages} timeZone={timeZone} />
        )}
        <Pages />
      </Card>
      <Waiting />
    </Page>
  );
}

/** Changes one filter and goes back to the first page. */
function useFilter() {
  const [params, setParams] = useSearchParams();
  return (name: string, value: string | null) => {
    const next = new URLSearchParams(params);
    next.delete("before");
    next.delete("after");
    if (value) next.set(name, value);
    else next.delete(name);
    setParams(next);
  };
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

function Filters() {
  const { automations, filters, contact } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const setFilter = useFilter();
  const states = filterableStates.map((state) => ({ label: t(`states.${state}`), value: state }));
  return (
    <Box padding="400">
      <InlineStack gap="300" blockAlign="end">
        <Select
          label={t("messages.state")}
          options={[{ label: t("messages.anyState"), value: "" }, ...states]}
          value={filters.state ?? ""}
          onChange={(value) => setFilter("state", value)}
        />
        <Select
          label={t("messages.automation")}
          options={[
            { label: t("messages.anyAutomation"), value: "" },
            ...automations.map(({ id, name }) => ({ label: name, value: id })),
          ]}
          value={filters.automationId ?? ""}
          onChange={(value) => setFilter("automationId", value)}
        />
        {contact ? <Tag onRemove={() => setFilter("contactId", null)}>{contact.label}</Tag> : null}
        {filters.state || filters.automationId || filters.contactId ? (
          <Button url="/app/messages" variant="plain">
            {t("messages.clearFilters")}
          </Button>
        ) : null}
      </InlineStack>
    </Box>
  );
}

/** Held back for now, so in no list of messages yet. */
function Waiting() {
  const { waiting, timeZone } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  if (waiting.length === 0) return null;
  return (
    <Box paddingBlockStart="400">
      <Card>
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            {t("messages.waiting")}
          </Text>
          {waiting.map((step) => (
            <BlockStack key={step.id} gap="050">
              <Text as="p">
                {t("messages.waitingFor", {
                  automation: step.automation,
                  to: step.contact.label || t("messages.noName"),
                })}
              </Text>
              <Text as="p" tone="subdued" variant="bodySm">
                {reasonText(t, step.reason)} {t("messages.waitingUntil")} <When at={step.until} timeZone={timeZone} />
              </Text>
            </BlockStack>
          ))}
        </BlockStack>
      </Card>
    </Box>
  );
}

function Pages() {
  const { older, newer } = useLoaderData<typeof loader>();
  const [params, setParams] = useSearchParams();
  const { t } = useTranslation();
  if (!older && !newer) return null;
  function go(name: "before" | "after", id: string | null) {
    if (!id) return;
    const next = new URLSearchParams(params);
    next.delete("before");
    next.delete("after");
    next.set(name, id);
    setParams(next);
  }
  return (
    <Box padding="300">
      <InlineStack align="center">
        <Pagination
          hasPrevious={newer !== null}
          previousTooltip={t("messages.newer")}
          onPrevious={() => go("after", newer)}
          hasNext={older !== null}
          nextTooltip={t("messages.older")}
          onNext={() => go("before", older)}
        />
      </InlineStack>
    </Box>
  );
}
