import { BlockStack, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Fact } from "../fact.tsx";
import { AdminLink } from "../records/admin-link.tsx";
import { When } from "../when.tsx";

export type ShownPerson = {
  identities: { kind: string; value: string }[];
  locale: string | null;
  country: string | null;
  createdAt: string;
};

/** Who somebody is, and by what they are known. */
export function IdentityCard({ person, timeZone, title }: { person: ShownPerson; timeZone: string; title: string }) {
  const { t, i18n } = useTranslation();
  const { identities, locale, country, createdAt } = person;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        {identities.map(({ kind, value }) => (
          <Fact key={kind + value} label={t(`customer.identity.${kind}`)}>
            {kind === "shopify_customer" ? (
              <AdminLink to={`customers/${value}`}>{value}</AdminLink>
            ) : (
              <bdi>{value}</bdi>
            )}
          </Fact>
        ))}
        {country ? <Fact label={t("customer.country")}>{nameOf(i18n.language, "region", country)}</Fact> : null}
        {locale ? <Fact label={t("customer.language")}>{nameOf(i18n.language, "language", locale)}</Fact> : null}
        <Fact label={t("customers.since")}>
          <When at={createdAt} timeZone={timeZone} />
        </Fact>
      </BlockStack>
    </Card>
  );
}

/** Shopify and WhatsApp give codes; what is no code is shown as it came. */
function nameOf(language: string, type: "region" | "language", code: string): string {
  try {
    return new Intl.DisplayNames(language, { type }).of(code.replace("_", "-")) ?? code;
  } catch {
    return code;
  }
}
