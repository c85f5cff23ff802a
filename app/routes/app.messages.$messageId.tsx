import { Badge, BlockStack, Box, Card, InlineStack, Layout, Link, Page, Text } from "@shopify/polaris";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { isRouteErrorResponse, useLoaderData, useRouteError } from "@remix-run/react";
import { boundary } from "@shopify/shopify-app-remix/server";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { Fact } from "../components/fact.tsx";
import { MessageState } from "../components/message-state.tsx";
import { NotFound } from "../components/not-found.tsx";
import { reasonText } from "../components/reason.ts";
import { When } from "../components/when.tsx";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop, pages } = await requireShop(request, context);
  const messageId = z.uuid().safeParse(params.messageId);
  const story = messageId.success ? await pages.messages.readStory(shop.id, messageId.data) : null;
  if (!story) throw new Response("There is no such message.", { status: 404 });
  return { ...story, timeZone: shop.timeZone };
}

export default function Message() {
  const message = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Page
      title={t("message.title", { to: message.contact.label || t("messages.noName") })}
      titleMetadata={<MessageState state={message.state} />}
      backAction={{ content: t("messages.title"), url: "/app/messages" }}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {message.reason ? (
              <Card>
                <Text as="p">{reasonText(t, message.reason)}</Text>
              </Card>
            ) : null}
            <Story />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <Preview />
            <Facts />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}

function Story() {
  const { story, timeZone } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("message.story")}
        </Text>
        <ol style={{ listStyle: "none", margin: 0, padding: 0 }}>
          {story.map((line, index) => (
            <li key={index} style={{ paddingBlockEnd: "var(--p-space-300)" }}>
              <BlockStack gap="050">
                <Text as="p" fontWeight="medium">
                  {lineText(t, line)}
                </Text>
                <Text as="p" tone="subdued" variant="bodySm">
                  <When at={line.at} timeZone={timeZone} seconds />
                  {line.errorCode ? ` · ${t("message.errorCode", { code: line.errorCode })}` : ""}
                  {line.errorDetails ? ` · ${line.errorDetails}` : ""}
                </Text>
              </BlockStack>
            </li>
          ))}
        </ol>
      </BlockStack>
    </Card>
  );
}

type Line = { kind: string; detail: string | null };

function lineText(t: TFunction, { kind, detail }: Line): string {
  if (kind === "event") return t(`events.${detail}`);
  if (kind === "started") return t("message.started", { automation: detail });
  if (kind === "decided") return t("message.decided", { reason: reasonText(t, detail) });
  if (kind === "status") return t(`message.status.${detail}`, { defaultValue: detail ?? "" });
  if (kind === "ended") return t("message.ended", { reason: reasonText(t, detail) });
  return t(`message.${kind}`, { detail });
}

function pricingText(t: TFunction, { category, type }: { category: string | null; type: string | null }): string {
  const words = [
    category && t(`message.pricingCategory.${category}`, { defaultValue: category }),
    type && t(`message.pricingType.${type}`, { defaultValue: type }),
  ];
  return words.filter(Boolean).join(", ");
}

/** A page that does not exist says so; everything else is the SDK's to answer. */
export function ErrorBoundary() {
  const error = useRouteError();
  return isRouteErrorResponse(error) && error.status === 404 ? <NotFound /> : boundary.error(error);
}

function Preview() {
  const { rendered } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("message.preview")}
        </Text>
        {rendered ? (
          <Box background="bg-surface-secondary" borderRadius="300" padding="300">
            <div dir="auto" style={{ whiteSpace: "pre-wrap" }}>
              <BlockStack gap="200">
                {rendered.header ? (
                  <Text as="p" fontWeight="bold" breakWord>
                    {rendered.header}
                  </Text>
                ) : null}
                <Text as="p" breakWord>
                  {rendered.body}
                </Text>
                {rendered.footer ? (
                  <Text as="p" tone="subdued" variant="bodySm">
                    {rendered.footer}
                  </Text>
                ) : null}
                <InlineStack gap="200">
                  {rendered.buttons.map((button) => (
                    <Badge key={button}>{button}</Badge>
                  ))}
                </InlineStack>
              </BlockStack>
            </div>
          </Box>
        ) : (
          <Text as="p" tone="subdued">
            {t("message.noPreview")}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}

function Facts() {
  const message = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const { contact, automation, subject, pricing } = message;
  return (
    <Card>
      <BlockStack gap="300">
        <Fact label={t("messages.to")}>
          <Link url={`/app/messages?contactId=${contact.id}`}>{contact.label || t("messages.noName")}</Link>
        </Fact>
        {automation ? (
          <Fact label={t("messages.automation")}>
            <Link url={`/app/messages?automationId=${automation.id}`}>{automation.name}</Link>
          </Fact>
        ) : null}
        {subject?.name ? <Fact label={t("message.order")}>{subject.name}</Fact> : null}
        {message.templateName ? (
          <Fact label={t("messages.template")}>
            {message.templateName} ({message.language})
          </Fact>
        ) : null}
        <Fact label={t("message.category")}>{t(`categories.${message.category}`)}</Fact>
        <Fact label={t("message.attempts")}>{message.attempts}</Fact>
        {pricing?.category ? <Fact label={t("message.pricing")}>{pricingText(t, pricing)}</Fact> : null}
      </BlockStack>
    </Card>
  );
}
