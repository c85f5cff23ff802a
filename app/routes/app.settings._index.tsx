import { BlockStack, Box, Button, Card, InlineStack, Link, Page, Text } from "@shopify/polaris";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { PauseCard } from "../components/settings/pause-card.tsx";
import { settingsInForce, settingsPages } from "../components/settings/settings-pages.ts";
import { readSettings } from "../core/shared/settings.ts";
import { isGuideShown, readProgress } from "../core/setup/setup-progress.ts";
import { languagesToSubmit } from "../core/templates/offered-locales.ts";
import { readBody } from "../read-body.server.ts";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const settings = readSettings(shop.settings);
  const { paused, quietHours, frequencyCap, optIn, optOut, data, notifications, languages } = settings;
  return {
    paused,
    guideShown: isGuideShown(readProgress(shop.setup)),
    inForce: {
      quietHours,
      frequencyCap,
      languages: languages.offered && languagesToSubmit(languages, shop.locale),
      fallback: languages.fallback ?? shop.locale,
      optIn,
      ownWords: optOut.stopWords.length + optOut.startWords.length,
      data,
      email: notifications.email,
    },
  };
}

const bodySchema = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("pause"), paused: z.boolean() }),
  z.object({ intent: z.literal("guide") }),
]);

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, pages } = await requireShop(request, context);
  const body = await readBody(request, bodySchema);
  if (body.intent === "guide") {
    await pages.settings.bringBackGuide(shop.id);
    return redirect("/app");
  }
  await pages.settings.setPaused(shop.id, body.paused);
  return { outcome: "saved" };
}

export default function Settings() {
  const { paused, guideShown, inForce } = useLoaderData<typeof loader>();
  const { t, i18n } = useTranslation();
  const now = settingsInForce(t, i18n.language, inForce);
  return (
    <Page title={t("nav.settings")} backAction={{ content: t("nav.home"), url: "/app" }}>
      <BlockStack gap="400">
        <PauseCard paused={paused} />
        <Card padding="0">
          <ul style={{ listStyle: "none", margin: 0, padding: 0 }}>
            {settingsPages.map(({ section, url }, index) => (
              <li key={section}>
                <Box padding="400" borderBlockStartWidth={index === 0 ? undefined : "025"} borderColor="border">
                  <BlockStack gap="100">
                    <Text as="h2" variant="headingSm">
                      <Link url={url} monochrome removeUnderline>
                        {t(`settings.${section}.title`)}
                      </Link>
                    </Text>
                    <Text as="p" tone="subdued">
                      {t(`settings.${section}.summary`)}
                    </Text>
                    {now[section] ? <Text as="p">{now[section]}</Text> : null}
                  </BlockStack>
                </Box>
              </li>
            ))}
          </ul>
        </Card>
        {guideShown ? null : <GuideCard />}
      </BlockStack>
    </Page>
  );
}

function GuideCard() {
  const { t } = useTranslation();
  const fetcher = useFetcher();
  return (
    <Card>
      <InlineStack align="space-between" blockAlign="center" gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingSm">
            {t("settings.guide.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("settings.guide.about")}
          </Text>
        </BlockStack>
        <Button
          loading={fetcher.state !== "idle"}
          onClick={() => fetcher.submit({ intent: "guide" }, { method: "post", encType: "application/json" })}
        >
          {t("settings.guide.show")}
        </Button>
      </InlineStack>
    </Card>
  );
}
