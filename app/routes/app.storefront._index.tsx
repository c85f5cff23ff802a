import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams, type ShouldRevalidateFunctionArgs } from "@remix-run/react";
import { BlockStack, Button, Card, InlineStack, Page, Select, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { languageName } from "../components/language-name.ts";
import { BlockCards } from "../components/storefront/block-cards.tsx";
import { OriginsCard } from "../components/storefront/origins-card.tsx";
import { locales, localeOfRequest } from "../i18n/locales.ts";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, pages } = await requireShop(request, context);
  const asked = new URL(request.url).searchParams.get("language");
  const language = z.enum(locales).safeParse(asked).data ?? localeOfRequest(request);
  const [use, origins] = await Promise.all([pages.storefront.readUse(shop.id), pages.storefront.readOrigins(shop.id)]);
  return {
    use,
    origins,
    links: pages.storefront.editorLinks(),
    previews: pages.storefront.drawPreviews(shop, language),
    language,
    storefrontUrl: `https://${shop.storefrontHost}/`,
    timeZone: shop.timeZone,
  };
}

/** Counted when the page is opened, not every few seconds. */
export function shouldRevalidate({ formMethod, currentUrl, nextUrl }: ShouldRevalidateFunctionArgs) {
  return formMethod !== undefined || currentUrl.href !== nextUrl.href;
}

export default function Storefront() {
  const { use, origins, links, previews, language, storefrontUrl, timeZone } = useLoaderData<typeof loader>();
  const { t, i18n } = useTranslation();
  return (
    <Page
      title={t("storefront.title")}
      subtitle={t("storefront.about")}
      backAction={{ content: t("nav.home"), url: "/app" }}
      secondaryActions={[{ content: t("storefront.view"), url: storefrontUrl, external: true }]}
    >
      <BlockStack gap="400">
        <PreviewLanguage language={language} themeUrl={links.productTemplate} />
        <BlockCards
          use={use}
          links={links}
          previews={previews}
          language={languageName(language, i18n.language)}
          timeZone={timeZone}
        />
        <OriginsCard origins={origins} />
        <Card>
          <BlockStack gap="200">
            <Text as="h2" variant="headingMd">
              {t("links.title")}
            </Text>
            <Text as="p">{t("links.about")}</Text>
            <InlineStack>
              <Button url="/app/links">{t("storefront.toLinks")}</Button>
            </InlineStack>
          </BlockStack>
        </Card>
      </BlockStack>
    </Page>
  );
}

/** The previews show the merchant's own language first, and any other that the blocks speak; never the merchant's settings. */
function PreviewLanguage({ language, themeUrl }: { language: string; themeUrl: string }) {
  const { t, i18n } = useTranslation();
  const [, setParams] = useSearchParams();
  function choose(next: string) {
    setParams(
      (params) => {
        params.set("language", next);
        return params;
      },
      { replace: true, preventScrollReset: true },
    );
  }
  return (
    <Card>
      <BlockStack gap="200">
        <Select
          label={t("storefront.previewIn")}
          options={locales.map((value) => ({ value, label: languageName(value, i18n.language) }))}
          value={language}
          onChange={choose}
        />
        <Text as="p" tone="subdued">
          {t("storefront.previewHelp")}
        </Text>
        <InlineStack>
          <Button url={themeUrl} external>
            {t("storefront.seeInTheme")}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
