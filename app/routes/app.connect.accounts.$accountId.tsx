import { BlockStack, Card, Page, Text } from "@shopify/polaris";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, type ShouldRevalidateFunctionArgs } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { connectAnswer, type ConnectAnswer } from "../components/connect/connect-answer.ts";
import { OtherNumbers } from "../components/connect/other-numbers.tsx";
import { TokenForm } from "../components/connect/token-form.tsx";
import { Fact } from "../components/fact.tsx";
import { When } from "../components/when.tsx";
import { readBody } from "../read-body.server.ts";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop, pages } = await requireShop(request, context);
  const accountId = z.uuid().safeParse(params.accountId);
  const account = accountId.success ? await pages.connect.account(shop.id, accountId.data) : null;
  if (!account) throw new Response("There is no such account.", { status: 404 });
  const isUsable = account.disconnectedAt === null && account.status !== "needs_reconnect";
  const others = isUsable ? await pages.connect.otherNumbers(shop.id, account.id) : null;
  return { account, isUsable, others, timeZone: shop.timeZone };
}

/** The list of numbers comes from Meta: asked for by the merchant's own steps, not every few seconds. */
export function shouldRevalidate({ formMethod, currentUrl, nextUrl }: ShouldRevalidateFunctionArgs): boolean {
  return formMethod !== undefined || currentUrl.href !== nextUrl.href;
}

const body = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("renew"), accessToken: z.string().trim().max(4096) }),
  z.object({
    intent: z.literal("connect"),
    phoneNumberId: z.string().regex(/^\d{6,25}$/),
  }),
]);

export async function action({ request, context, params }: ActionFunctionArgs): Promise<ConnectAnswer> {
  const { shop, pages } = await requireShop(request, context);
  const accountId = z.uuid().safeParse(params.accountId);
  const account = accountId.success ? await pages.connect.account(shop.id, accountId.data) : null;
  if (!account) throw new Response("There is no such account.", { status: 404 });
  const wish = await readBody(request, body);
  return connectAnswer(
    wish.intent === "renew"
      ? await pages.connect.renewToken(shop.id, account.id, wish.accessToken)
      : await pages.connect.connectNumber(shop.id, account.id, { phoneNumberId: wish.phoneNumberId }),
  );
}

export default function Account() {
  const { account, isUsable, others, timeZone } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const needsToken = account.status === "needs_reconnect" || account.disconnectedAt !== null;
  return (
    <Page
      title={account.name || t("connect.account.unnamed")}
      backAction={{ content: t("connect.title"), url: "/app/connect" }}
    >
      <BlockStack gap="400">
        {needsToken ? <TokenForm needed /> : null}
        <Card>
          <BlockStack gap="300">
            <Text as="h2" variant="headingMd">
              {t("connect.account.about")}
            </Text>
            <Fact label={t("connect.manual.wabaId")}>{account.wabaId}</Fact>
            <Fact label={t("connect.account.limit")}>
              {account.tierLimit === null
                ? t("connect.account.unlimited")
                : t("connect.account.people", { count: account.tierLimit })}
            </Fact>
            <Fact label={t("connect.token.expires")}>
              {account.tokenExpiresAt ? (
                <When at={account.tokenExpiresAt} timeZone={timeZone} />
              ) : (
                t("connect.token.never")
              )}
            </Fact>
            <Fact label={t("connect.account.checked")}>
              {account.checkedAt ? (
                <When at={account.checkedAt} timeZone={timeZone} />
              ) : (
                t("connect.account.notChecked")
              )}
            </Fact>
          </BlockStack>
        </Card>
        {isUsable ? <OtherNumbers numbers={others} /> : null}
        {needsToken ? null : <TokenForm needed={false} />}
      </BlockStack>
    </Page>
  );
}
