import { Badge, BlockStack, InlineStack, Page, Text } from "@shopify/polaris";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Fact } from "../components/fact.tsx";
import { Section } from "../components/settings/section.tsx";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, pages } = await requireShop(request, context);
  return { usage: await pages.settings.readUsage(shop.id), timeZone: shop.timeZone };
}

export default function Usage() {
  const { usage, timeZone } = useLoaderData<typeof loader>();
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: "long", timeZone });
  const { marketing, utility, service } = usage.sent;
  return (
    <Page
      title={t("settings.usage.title")}
      subtitle={t("settings.usage.summary")}
      backAction={{ content: t("nav.settings"), url: "/app/settings" }}
    >
      <BlockStack gap="400">
        <Section title={t("settings.usage.plan")}>
          <BlockStack gap="200">
            <InlineStack>
              <Badge>{t("settings.usage.free")}</Badge>
            </InlineStack>
            <Text as="p">{t("settings.usage.freeAbout")}</Text>
          </BlockStack>
        </Section>
        <Section
          title={t("settings.usage.month")}
          about={t("settings.usage.since", { date: day.format(new Date(usage.since)) })}
        >
          <BlockStack gap="300">
            <Fact label={t("settings.usage.people")}>{number.format(usage.people)}</Fact>
            <Fact label={t("settings.usage.messages")}>{number.format(marketing + utility + service)}</Fact>
            <Fact label={t("settings.usage.utility")}>{number.format(utility)}</Fact>
            <Fact label={t("settings.usage.marketing")}>{number.format(marketing)}</Fact>
            <Fact label={t("settings.usage.service")}>{number.format(service)}</Fact>
          </BlockStack>
        </Section>
      </BlockStack>
    </Page>
  );
}
