import { BlockStack, Box, Button, Card, InlineGrid, InlineStack, Page, Text } from "@shopify/polaris";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { GalleryCard } from "../components/automations/gallery-card.tsx";
import { localeOfRequest } from "../i18n/locales.ts";
import { readBody } from "../read-body.server.ts";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, pages } = await requireShop(request, context);
  return { entries: await pages.automations.gallery(shop.id, localeOfRequest(request)) };
}

/** Null: from scratch. */
const bodySchema = z.strictObject({
  galleryKey: z.string().max(80).nullable(),
  requestId: z.uuid(),
  name: z.string().min(1).max(80),
});

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, pages } = await requireShop(request, context);
  const { galleryKey, ...wanted } = await readBody(request, bodySchema);
  const created = await (galleryKey === null
    ? pages.automations.createOwn(shop.id, wanted)
    : pages.automations.createFromGallery(shop.id, { ...wanted, galleryKey }));
  if (created.outcome !== "created") throw new Response("There is no such automation.", { status: 404 });
  return redirect(`/app/automations/${created.id}`);
}

const groups = ["recover", "orders", "delivery", "after"] as const;

export default function Gallery() {
  const { entries } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const { use, using } = useEntry();
  return (
    <Page
      title={t("automationGallery.title")}
      subtitle={t("automationGallery.intro")}
      backAction={{ content: t("automations.title"), url: "/app/automations" }}
    >
      <BlockStack gap="600">
        {groups.map((group) => {
          const own = entries.filter((entry) => entry.group === group);
          return own.length === 0 ? null : (
            <BlockStack key={group} gap="300">
              <Box paddingInline={{ xs: "400", sm: "0" }}>
                <Text as="h2" variant="headingMd">
                  {t(`automationGallery.groups.${group}`)}
                </Text>
              </Box>
              <InlineGrid columns={{ xs: 1, sm: 2, lg: 3 }} gap="400" alignItems="start">
                {own.map((entry) => (
                  <GalleryCard
                    key={entry.key}
                    entry={entry}
                    busy={using === entry.key}
                    onUse={() => use(entry.key, t(`galleryNames.${entry.key}`, { defaultValue: entry.name }))}
                  />
                ))}
              </InlineGrid>
            </BlockStack>
          );
        })}
        <Card>
          <InlineStack align="space-between" blockAlign="center" gap="400">
            <BlockStack gap="050">
              <Text as="h2" variant="headingMd">
                {t("automationGallery.fromScratch")}
              </Text>
              <Text as="p" tone="subdued">
                {t("automationGallery.fromScratchHelp")}
              </Text>
            </BlockStack>
            <Button
              onClick={() => use(null, t("automationGallery.scratchName"))}
              loading={using === null}
              disabled={using !== undefined}
            >
              {t("automationGallery.fromScratch")}
            </Button>
          </InlineStack>
        </Card>
      </BlockStack>
    </Page>
  );
}

/** Takes one entry at a time: a second click while it is on its way does nothing. `using` is its key, undefined for none. */
function useEntry() {
  const fetcher = useFetcher();
  const sent = fetcher.state === "idle" ? undefined : (fetcher.json as { galleryKey: string | null } | undefined);
  return {
    using: sent?.galleryKey,
    use(galleryKey: string | null, name: string) {
      if (fetcher.state !== "idle") return;
      const body = { galleryKey, requestId: crypto.randomUUID(), name };
      fetcher.submit(body, { method: "post", encType: "application/json" });
    },
  };
}
