import { BlockStack, Card, Page, Text } from "@shopify/polaris";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { DeliveryState, TroubledCard } from "../components/events/troubled-card.tsx";
import { topicText, troubleText } from "../components/events/troubled-words.ts";
import { TryAgain } from "../components/events/try-again.tsx";
import { NothingHere } from "../components/records/nothing-here.tsx";
import { RecordPages } from "../components/records/record-pages.tsx";
import { RecordTable } from "../components/records/record-table.tsx";
import type { SaveAnswer } from "../components/use-save.ts";
import { When } from "../components/when.tsx";
import { troubledFiltersSchema } from "../core/analytics/list-troubled.ts";
import { readBody } from "../read-body.server.ts";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, pages } = await requireShop(request, context);
  const filters = troubledFiltersSchema.parse(Object.fromEntries(new URL(request.url).searchParams));
  return { ...(await pages.events.listTroubled(shop.id, filters)), timeZone: shop.timeZone };
}

const selectionSchema = z.union([z.object({ id: z.uuid() }), z.object({ topic: z.string(), outcome: z.string() })]);

export async function action({ request, context }: ActionFunctionArgs): Promise<SaveAnswer> {
  const { shop, pages } = await requireShop(request, context);
  await pages.events.tryAgain(shop.id, await readBody(request, selectionSchema));
  return { outcome: "saved" };
}

export default function FailedDeliveries() {
  const { groups, deliveries, older, newer, timeZone } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Page title={t("troubled.title")} backAction={{ content: t("nav.events"), url: "/app/events" }} fullWidth>
      {deliveries.length === 0 ? (
        <Card padding="0">
          <NothingHere title={t("troubled.none")} text={t("troubled.noneHelp")} />
        </Card>
      ) : (
        <BlockStack gap="400">
          <TroubledCard groups={groups} timeZone={timeZone} />
          <Card padding="0">
            <RecordTable
              label={t("troubled.title")}
              columns={[
                { title: t("troubled.received"), width: "11rem" },
                { title: t("troubled.kind"), width: "minmax(0, 2fr)" },
                { title: t("troubled.reason"), width: "minmax(0, 4fr)" },
                { title: t("troubled.state"), width: "minmax(0, 2fr)" },
                { title: t("troubled.action"), width: "7rem" },
              ]}
              rows={deliveries.map(({ id, source, topic, state, reason, attempts, receivedAt, nextAttemptAt }) => ({
                id,
                cells: [
                  <When key="received" at={receivedAt} timeZone={timeZone} />,
                  <Text key="kind" as="p" fontWeight="medium">
                    {topicText(t, source, topic)}
                  </Text>,
                  <Text key="reason" as="p">
                    {troubleText(t, reason)}
                  </Text>,
                  <BlockStack key="state" gap="050" inlineAlign="start">
                    <DeliveryState state={state} />
                    <Text as="p" tone="subdued" variant="bodySm">
                      {t("troubled.attempts", { count: attempts })}
                      {state === "pending" ? (
                        <>
                          {" · "}
                          {t("troubled.next")} <When at={nextAttemptAt} timeZone={timeZone} />
                        </>
                      ) : null}
                    </Text>
                  </BlockStack>,
                  state === "dead" ? (
                    <TryAgain
                      key="action"
                      which={{ id }}
                      label={t("troubled.tryAgain")}
                      what={topicText(t, source, topic)}
                    />
                  ) : null,
                ],
              }))}
            />
            <RecordPages older={older} newer={newer} />
          </Card>
        </BlockStack>
      )}
    </Page>
  );
}
