import { Box, Card, Link, Page, BlockStack, Text } from "@shopify/polaris";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { RequestTable } from "../components/privacy/request-table.tsx";
import { NothingHere } from "../components/records/nothing-here.tsx";
import { RecordPages } from "../components/records/record-pages.tsx";
import { useExported } from "../components/privacy/use-exported.ts";
import type { SaveAnswer } from "../components/use-save.ts";
import { placeSchema } from "../core/privacy/place.ts";
import { readBody } from "../read-body.server.ts";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, pages, noteLook } = await requireShop(request, context);
  noteLook("privacy_requests");
  const place = placeSchema.parse(Object.fromEntries(new URL(request.url).searchParams));
  return { ...(await pages.privacy.listRequests(shop, place)), timeZone: shop.timeZone };
}

const bodySchema = z.object({ intent: z.literal("answer"), requestId: z.uuid() });

export async function action({ request, context }: ActionFunctionArgs): Promise<SaveAnswer> {
  const { shop, pages } = await requireShop(request, context);
  const { requestId } = await readBody(request, bodySchema);
  const { outcome } = await pages.privacy.answer(shop.domain, requestId);
  if (outcome === "unknown_request") throw new Response("There is no such request.", { status: 404 });
  return outcome === "answered" ? { outcome: "saved" } : { outcome: "refused", key: "privacy.notReady" };
}

/** On a phone cards reach from edge to edge, and words beside them must not. */
const besideCards = { xs: "400", sm: "0" } as const;

export default function Privacy() {
  const { requests, older, newer, timeZone } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  useExported();
  return (
    <Page title={t("settings.privacy.title")} backAction={{ content: t("nav.settings"), url: "/app/settings" }}>
      <BlockStack gap="400">
        <Box paddingInline={besideCards}>
          <Text as="p">{t("privacy.about")}</Text>
        </Box>
        <Card padding="0">
          {requests.length === 0 ? (
            <NothingHere title={t("privacy.none")} text={t("privacy.noneHelp")} />
          ) : (
            <RequestTable requests={requests} timeZone={timeZone} />
          )}
          <RecordPages older={older} newer={newer} />
        </Card>
        <Box paddingInline={besideCards} paddingBlockEnd="400">
          <Link url="/app/settings/privacy/access">{t("privacy.showAccessLog")}</Link>
        </Box>
      </BlockStack>
    </Page>
  );
}
