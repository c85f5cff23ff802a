import { BlockStack, Card, Layout, Link, List, Page, Text } from "@shopify/polaris";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { connectAnswer, type ConnectAnswer } from "../components/connect/connect-answer.ts";
import { ConnectionForm } from "../components/connect/connection-form.tsx";
import { formatProblems } from "../core/shops/connection-format.ts";
import { readBody } from "../read-body.server.ts";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, pages } = await requireShop(request, context);
  const numberId = z.uuid().safeParse(new URL(request.url).searchParams.get("number"));
  const before = numberId.success ? await pages.connect.idsOf(shop.id, numberId.data) : null;
  return { wabaId: before?.wabaId ?? "", phoneNumberId: before?.phoneNumberId ?? "", accessToken: "" };
}

const typed = z.object({
  wabaId: z.string().trim().max(200),
  phoneNumberId: z.string().trim().max(200),
  accessToken: z.string().trim().max(4096),
});

export async function action({ request, context }: ActionFunctionArgs): Promise<ConnectAnswer> {
  const { shop, pages } = await requireShop(request, context);
  return connectAnswer(await pages.connect.connectTyped(shop.id, await readBody(request, typed)));
}

export default function ConnectManually() {
  const saved = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Page title={t("connect.manual.title")} backAction={{ content: t("connect.title"), url: "/app/connect" }}>
      <Layout>
        <Layout.Section>
          <ConnectionForm saved={saved} check={formatProblems} />
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <Card>
            <BlockStack gap="300">
              <Text as="h2" variant="headingMd">
                {t("connect.manual.whereTitle")}
              </Text>
              <List type="number">
                <List.Item>{t("connect.manual.where1")}</List.Item>
                <List.Item>{t("connect.manual.where2")}</List.Item>
                <List.Item>{t("connect.manual.where3")}</List.Item>
              </List>
              <Link url="https://business.facebook.com/latest/settings/whatsapp_account" external>
                {t("connect.manual.openMeta")}
              </Link>
              <Text as="p" tone="subdued">
                {t("connect.manual.kept")}
              </Text>
            </BlockStack>
          </Card>
        </Layout.Section>
      </Layout>
    </Page>
  );
}
