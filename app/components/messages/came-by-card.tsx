import { BlockStack, Card, Link, Text } from "@shopify/polaris";
import type { SerializeFrom } from "@remix-run/node";
import { useTranslation } from "react-i18next";
import type { Advert, CameBy } from "../../core/analytics/came-by.ts";
import { Fact } from "../fact.tsx";
import { When } from "../when.tsx";

type Props = { cameBy: SerializeFrom<CameBy> | null; storefrontHost: string; timeZone: string };

/** What brought somebody into the chat; nothing where it is not known. */
export function CameByCard({ cameBy, storefrontHost, timeZone }: Props) {
  const { t } = useTranslation();
  if (!cameBy) return null;
  const { page, campaign, advert } = cameBy;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("cameBy.title")}
        </Text>
        {advert ? <AdvertFacts advert={advert} timeZone={timeZone} /> : null}
        {campaign ? (
          <Fact label={t("cameBy.campaign")}>
            <bdi>{campaign.name}</bdi>
            <At at={campaign.at} timeZone={timeZone} />
          </Fact>
        ) : null}
        {page ? (
          <Fact label={t(`cameBy.pages.${page.kind}`, { defaultValue: t("cameBy.pages.shop") })}>
            {page.name === null ? null : page.path === null ? (
              <bdi>{page.name}</bdi>
            ) : (
              <Link url={`https://${storefrontHost}${page.path}`} external monochrome>
                <bdi>{page.name}</bdi>
              </Link>
            )}
            <At at={page.at} timeZone={timeZone} />
          </Fact>
        ) : null}
      </BlockStack>
    </Card>
  );
}

function AdvertFacts({ advert, timeZone }: { advert: SerializeFrom<Advert>; timeZone: string }) {
  const { t } = useTranslation();
  const { kind, headline, body, sourceId, url, at } = advert;
  return (
    <>
      <Fact label={t(`cameBy.${kind}`)}>
        <bdi>{headline ?? body ?? sourceId ?? t("cameBy.unnamed")}</bdi>
        {headline && body ? (
          <Text as="p" tone="subdued" breakWord>
            <bdi>{body}</bdi>
          </Text>
        ) : null}
        <At at={at} timeZone={timeZone} />
      </Fact>
      {sourceId ? (
        <Fact label={t("cameBy.id")}>
          {url ? (
            <Link url={url} external monochrome>
              <bdi>{sourceId}</bdi>
            </Link>
          ) : (
            <bdi>{sourceId}</bdi>
          )}
        </Fact>
      ) : null}
    </>
  );
}

function At({ at, timeZone }: { at: string | null; timeZone: string }) {
  if (at === null) return null;
  return (
    <Text as="p" tone="subdued" variant="bodySm">
      <When at={at} timeZone={timeZone} />
    </Text>
  );
}
