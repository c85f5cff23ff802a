import {
  Badge,
  BlockStack,
  Banner,
  Card,
  InlineGrid,
  InlineStack,
  Layout,
  Link,
  List,
  Page,
  Text,
} from "@shopify/polaris";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Fact } from "../components/fact.tsx";
import { MessageState } from "../components/message-state.tsx";
import { When } from "../components/when.tsx";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, pages } = await requireShop(request, context);
  return pages.home.read(shop.id);
}

export default function Home() {
  const home = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Page title="Tidings">
      <Layout>
        {home.problems.length > 0 ? (
          <Layout.Section>
            <Problems problems={home.problems} />
          </Layout.Section>
        ) : null}
        <Layout.Section>
          <Card>
            <BlockStack gap="400">
              <Text as="h2" variant="headingMd">
                {t("home.today")}
              </Text>
              <InlineGrid columns={{ xs: 2, sm: 3, md: 6 }} gap="400">
                <Figure label={t("home.events")} value={home.today.events} />
                <Figure label={t("home.sent")} value={home.today.sent} />
                <Figure label={t("home.delivered")} value={home.today.delivered} />
                <Figure label={t("home.read")} value={home.today.read} />
                <Figure label={t("home.replies")} value={home.today.replies} />
                <Figure label={t("home.failed")} value={home.today.failed} />
              </InlineGrid>
            </BlockStack>
          </Card>
        </Layout.Section>
        <Layout.Section>
          <Status />
        </Layout.Section>
        <Layout.Section>
          <RecentEvents />
        </Layout.Section>
      </Layout>
    </Page>
  );
}

function Status() {
  const home = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const { number, templates, automations, recentEvents, lastMessage, shop } = home;
  const lastEvent = recentEvents[0];
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t("home.status")}
          </Text>
          {home.problems.length === 0 ? (
            <Badge tone="success">{t("home.working")}</Badge>
          ) : (
            <Badge tone="attention">{t("home.needsYou")}</Badge>
          )}
        </InlineStack>
        <BlockStack gap="300">
          <Fact label={t("home.shop")}>
            {shop.name} ({shop.domain})
          </Fact>
          <Fact label={t("home.number")}>
            {number
              ? `${number.verifiedName}, ${number.displayPhone}, ${t(`numberStatus.${number.status}`)}`
              : t("home.noNumber")}
          </Fact>
          <Fact label={t("home.templates")}>{templateSummary(t, templates)}</Fact>
          <Fact label={t("home.automations")}>{t("home.automationsOn", automations)}</Fact>
          <Fact label={t("home.lastEvent")}>
            {lastEvent ? (
              <>
                {t(`events.${lastEvent.kind}`)}, <When at={lastEvent.at} timeZone={shop.timeZone} />
              </>
            ) : (
              t("home.noneYet")
            )}
          </Fact>
          <Fact label={t("home.lastMessage")}>
            {lastMessage ? (
              <InlineStack gap="200" blockAlign="center">
                <Link url={`/app/messages/${lastMessage.id}`}>
                  <When at={lastMessage.at} timeZone={shop.timeZone} />
                </Link>
                <MessageState state={lastMessage.state} />
              </InlineStack>
            ) : (
              t("home.noneYet")
            )}
          </Fact>
        </BlockStack>
      </BlockStack>
    </Card>
  );
}

function RecentEvents() {
  const { recentEvents, shop } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("home.recent")}
        </Text>
        {recentEvents.length === 0 ? (
          <Text as="p" tone="subdued">
            {t("home.recentNone")}
          </Text>
        ) : (
          <BlockStack gap="300">
            {recentEvents.map((event) => (
              <InlineGrid
                key={event.id}
                columns={{ xs: 1, sm: ["oneThird", "twoThirds"] }}
                gap={{ xs: "050", sm: "400" }}
              >
                <Text as="p" tone="subdued">
                  <When at={event.at} timeZone={shop.timeZone} />
                </Text>
                <BlockStack>
                  <Text as="p">{t(`events.${event.kind}`)}</Text>
                  {event.outcome === "applied" ? null : (
                    <Text as="p" tone="subdued" variant="bodySm">
                      {t(`outcomes.${event.outcome}`, { defaultValue: event.outcome })}
                    </Text>
                  )}
                </BlockStack>
              </InlineGrid>
            ))}
          </BlockStack>
        )}
      </BlockStack>
    </Card>
  );
}

function Figure({ label, value }: { label: string; value: number }) {
  return (
    <BlockStack gap="100">
      <Text as="p" variant="bodySm" tone="subdued">
        {label}
      </Text>
      <Text as="p" variant="headingLg">
        {value}
      </Text>
    </BlockStack>
  );
}

function Problems({ problems }: { problems: { kind: string; subject?: string }[] }) {
  const { t } = useTranslation();
  return (
    <Banner tone="warning" title={t("home.problems")}>
      <List>
        {problems.map(({ kind, subject }) => (
          <List.Item key={kind}>{t(`problems.${kind}`, { count: Number(subject ?? 0) })}</List.Item>
        ))}
      </List>
    </Banner>
  );
}

function templateSummary(
  t: ReturnType<typeof useTranslation>["t"],
  templates: Partial<Record<string, number>>,
): string {
  const parts = Object.entries(templates).map(([status, count]) => t(`templateCounts.${status}`, { count }));
  return parts.length > 0 ? parts.join(", ") : t("home.noneYet");
}
