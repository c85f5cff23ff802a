import { Badge, BlockStack, Banner, InlineStack, Layout, Page, Text } from "@shopify/polaris";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { ConsentCard } from "../components/customers/consent-card.tsx";
import { EraseModal } from "../components/customers/erase-modal.tsx";
import { AccessLogCard } from "../components/customers/access-log-card.tsx";
import { MessagesCard, OrdersCard } from "../components/customers/history-cards.tsx";
import { IdentityCard } from "../components/customers/identity-card.tsx";
import { NoteConsentCard } from "../components/customers/note-consent-card.tsx";
import { RunsCard } from "../components/customers/runs-card.tsx";
import { useTold } from "../components/customers/use-told.ts";
import { AnswersCard } from "../components/messages/answers-card.tsx";
import { CameByCard } from "../components/messages/came-by-card.tsx";
import { useSave, type SaveAnswer } from "../components/use-save.ts";
import { When } from "../components/when.tsx";
import { phoneInText } from "../components/phone-in-text.ts";
import { consentNoteSchema, longestNote } from "../core/customers/note-consent.ts";
import { readBody } from "../read-body.server.ts";
import { requireShop } from "../require-shop.server.ts";

const notFound = () => new Response("There is no such customer.", { status: 404 });

function contactIdOf(params: { contactId?: string }): string {
  const id = z.uuid().safeParse(params.contactId);
  if (!id.success) throw notFound();
  return id.data;
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop, pages, noteLook } = await requireShop(request, context);
  const read = await pages.customers.read(shop.id, contactIdOf(params));
  if (read.outcome === "merged") throw redirect(`/app/customers/${read.into}${new URL(request.url).search}`);
  if (read.outcome === "unknown") throw notFound();
  const accessLog = await pages.privacy.latestAccessTo(shop.id, read.customer.id);
  noteLook("customer", read.customer.id);
  return { ...read.customer, accessLog, storefrontHost: shop.storefrontHost, timeZone: shop.timeZone };
}

const bodySchema = z.discriminatedUnion("intent", [
  consentNoteSchema.extend({ intent: z.literal("consent") }),
  z.object({ intent: z.enum(["block", "unblock", "erase", "export", "tell_again"]) }),
  z.object({ intent: z.literal("stop"), runId: z.uuid() }),
]);

export async function action({
  request,
  context,
  params,
}: ActionFunctionArgs): Promise<SaveAnswer & { heldBack?: boolean }> {
  const { shop, pages } = await requireShop(request, context);
  const contactId = contactIdOf(params);
  const body = await readBody(request, bodySchema);
  if (body.intent === "stop") {
    const { outcome } = await pages.customers.stopRun(shop.id, contactId, body.runId);
    if (outcome === "unknown_customer") throw notFound();
    return { outcome: "saved" };
  }
  if (body.intent === "erase") {
    // Pressed twice, it is erased all the same.
    const { outcome } = await pages.privacy.erase(shop, contactId);
    if (outcome === "unknown_customer") throw notFound();
    throw redirect("/app/customers?told=erased");
  }
  if (body.intent === "tell_again") {
    await pages.customers.tellAgain(shop.id, contactId);
    return { outcome: "saved" };
  }
  if (body.intent === "export") {
    const { outcome } = await pages.privacy.exportPerson(shop, contactId);
    if (outcome === "unknown_customer") throw notFound();
    throw redirect("/app/settings/privacy?exported");
  }
  if (body.intent === "consent") {
    const noted = await pages.customers.noteConsent(shop.id, contactId, body);
    if (noted.outcome === "unknown_customer") throw notFound();
    if (noted.outcome === "note_missing" || noted.outcome === "note_too_long") {
      const key = noted.outcome === "note_missing" ? "customer.noteMissing" : "customer.noteTooLong";
      return { outcome: "invalid", problems: [{ field: "note", key, values: { count: longestNote } }] };
    }
    return { outcome: "saved", heldBack: noted.heldBack };
  }
  const { outcome } = await pages.customers[body.intent](shop.id, contactId);
  if (outcome === "unknown_customer") throw notFound();
  return { outcome: "saved" };
}

export default function Customer() {
  const customer = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  useTold();
  const [erasing, setErasing] = useState(false);
  const { save, saving } = useSave();
  const { id, timeZone, blockedAt, unreachableAt, consent } = customer;
  return (
    <Page
      title={phoneInText(customer.label) || t("messages.noName")}
      titleMetadata={
        <InlineStack gap="200">
          {blockedAt ? <Badge>{t("customers.blocked")}</Badge> : null}
          {unreachableAt ? <Badge tone="attention">{t("customers.unreachable")}</Badge> : null}
        </InlineStack>
      }
      backAction={{ content: t("nav.customers"), url: "/app/customers" }}
      secondaryActions={[
        {
          content: t(blockedAt ? "customer.unblock" : "customer.block"),
          disabled: saving,
          loading: saving,
          onAction: () => save({ intent: blockedAt ? "unblock" : "block" }),
        },
        { content: t("customer.merge"), url: `/app/customers/${id}/merge` },
        {
          content: t("privacy.export"),
          disabled: saving,
          loading: saving,
          onAction: () => save({ intent: "export" }),
        },
        { content: t("customer.erase"), destructive: true, onAction: () => setErasing(true) },
      ]}
    >
      <Layout>
        {blockedAt ? (
          <Layout.Section>
            <Banner tone="info">
              <Text as="p">
                {t("customer.blockedSince")} <When at={blockedAt} timeZone={timeZone} />
              </Text>
            </Banner>
          </Layout.Section>
        ) : null}
        <Layout.Section>
          <BlockStack gap="400">
            <RunsCard runs={customer.runs} timeZone={timeZone} />
            <MessagesCard messages={customer.messages} contactId={id} timeZone={timeZone} />
            <AnswersCard title={t("customer.replies")} answers={customer.replies} timeZone={timeZone} />
            <OrdersCard orders={customer.orders} timeZone={timeZone} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <IdentityCard person={customer} timeZone={timeZone} title={t("customer.who")} />
            <CameByCard cameBy={customer.cameBy} storefrontHost={customer.storefrontHost} timeZone={timeZone} />
            <ConsentCard
              consent={consent}
              history={customer.history}
              timeZone={timeZone}
              atShopify={customer.atShopify}
              onTellAgain={() => save({ intent: "tell_again" })}
              busy={saving}
            />
            <NoteConsentCard ownNo={customer.ownNo} />
            <AccessLogCard entries={customer.accessLog} timeZone={timeZone} />
          </BlockStack>
        </Layout.Section>
      </Layout>
      <EraseModal
        open={erasing}
        busy={saving}
        onErase={() => {
          save({ intent: "erase" });
          setErasing(false);
        }}
        onClose={() => setErasing(false)}
      />
    </Page>
  );
}
