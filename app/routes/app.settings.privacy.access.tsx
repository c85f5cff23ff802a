import { BlockStack, Box, Card, Page, Text } from "@shopify/polaris";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { AccessLogTable } from "../components/privacy/access-log-table.tsx";
import { NothingHere } from "../components/records/nothing-here.tsx";
import { RecordPages } from "../components/records/record-pages.tsx";
import { placeSchema } from "../core/privacy/place.ts";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, pages } = await requireShop(request, context);
  const place = placeSchema.parse(Object.fromEntries(new URL(request.url).searchParams));
  return { ...(await pages.privacy.listAccessLog(shop.id, place)), timeZone: shop.timeZone };
}

export default function Access() {
  const { entries, older, newer, timeZone } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Page
      title={t("privacy.accessLog")}
      backAction={{ content: t("settings.privacy.title"), url: "/app/settings/privacy" }}
    >
      <BlockStack gap="400">
        <Box paddingInline={{ xs: "400", sm: "0" }}>
          <Text as="p">{t("privacy.accessLogAbout")}</Text>
        </Box>
        <Card padding="0">
          {entries.length === 0 ? (
            <NothingHere title={t("privacy.accessLogEmpty")} text="" />
          ) : (
            <AccessLogTable entries={entries} timeZone={timeZone} />
          )}
          <RecordPages older={older} newer={newer} />
        </Card>
      </BlockStack>
    </Page>
  );
}
