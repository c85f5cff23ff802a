import { BlockStack, Card, Layout, Link, Page, Text } from "@shopify/polaris";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { Fact } from "../components/fact.tsx";
import { AnswersCard } from "../components/messages/answers-card.tsx";
import { CameByCard } from "../components/messages/came-by-card.tsx";
import { MessageCost } from "../components/messages/message-cost.tsx";
import { MessageText } from "../components/messages/message-text.tsx";
import { StoryCard } from "../components/messages/story-card.tsx";
import { MessageState } from "../components/message-state.tsx";
import { reasonText } from "../components/reason.ts";
import { AdminLink } from "../components/records/admin-link.tsx";
import { phoneInText } from "../components/phone-in-text.ts";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop, pages, noteLook } = await requireShop(request, context);
  const messageId = z.uuid().safeParse(params.messageId);
  const story = messageId.success ? await pages.messages.readStory(shop.id, messageId.data) : null;
  if (!story) throw new Response("There is no such message.", { status: 404 });
  noteLook("message", story.contact.id);
  return { ...story, storefrontHost: shop.storefrontHost, timeZone: shop.timeZone };
}

export default function Message() {
  const message = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Page
      title={t("message.title", { to: phoneInText(message.contact.label) || t("messages.noName") })}
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
            <StoryCard story={message.story} timeZone={message.timeZone} />
            <AnswersCard title={t("message.answers")} answers={message.answers} timeZone={message.timeZone} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <MessageText rendered={message.rendered} />
            <Facts />
            <CameByCard cameBy={message.cameBy} storefrontHost={message.storefrontHost} timeZone={message.timeZone} />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}

function pricingText(t: TFunction, { category, type }: { category: string | null; type: string | null }): string {
  const words = [
    category && t(`message.pricingCategory.${category}`, { defaultValue: category }),
    type && t(`message.pricingType.${type}`, { defaultValue: type }),
  ];
  return words.filter(Boolean).join(", ");
}

function Facts() {
  const message = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const { contact, automation, event, order, pricing } = message;
  return (
    <Card>
      <BlockStack gap="300">
        <Fact label={t("messages.to")}>
          <Link url={`/app/customers/${contact.id}`}>{contact.label || t("messages.noName")}</Link>
        </Fact>
        {automation ? (
          <Fact label={t("messages.automation")}>
            <Link url={`/app/messages?automationId=${automation.id}`}>{automation.name}</Link>
          </Fact>
        ) : null}
        {order ? (
          <Fact label={t("message.order")}>
            <AdminLink to={`orders/${order.id}`}>{order.name ?? order.id}</AdminLink>
          </Fact>
        ) : null}
        {event ? (
          <Fact label={t("message.event")}>
            <Link url={`/app/events/${event.id}`}>{t(`events.${event.kind}`)}</Link>
          </Fact>
        ) : null}
        {message.templateName ? (
          <Fact label={t("messages.template")}>
            {message.templateName} ({message.language})
          </Fact>
        ) : null}
        <Fact label={t("message.category")}>{t(`categories.${message.category}`)}</Fact>
        <Fact label={t("message.attempts")}>{message.attempts}</Fact>
        <Fact label={t("message.cost")}>
          <MessageCost cost={message.cost} ratesUrl="/app/settings/costs" />
        </Fact>
        {pricing?.category ? <Fact label={t("message.pricing")}>{pricingText(t, pricing)}</Fact> : null}
      </BlockStack>
    </Card>
  );
}
