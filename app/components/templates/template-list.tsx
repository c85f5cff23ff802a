import { Badge, BlockStack, Box, IndexTable, InlineStack, Link, Text, useBreakpoints } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ListedTemplate, TemplateLanguage } from "../../core/analytics/list-templates.ts";
import { languageName } from "../language-name.ts";
import { TemplateStatusBadge } from "./template-status.tsx";

/** Templates by name: how they stand in each language, what readers think of them, and what sends them. */
export function TemplateList({ templates }: { templates: ListedTemplate[] }) {
  const { t } = useTranslation();
  const { smDown } = useBreakpoints();
  const headings = ["name", "status", "languages", "quality", "category", "use"] as const;
  const [first, ...rest] = headings.map((key) => ({ title: t(`templateList.${key}`) }));
  return (
    <IndexTable
      itemCount={templates.length}
      selectable={false}
      condensed={smDown}
      headings={[first ?? { title: "" }, ...rest]}
      resourceName={{ singular: t("templateList.one"), plural: t("templateList.many") }}
    >
      {templates.map((template, index) => (
        <IndexTable.Row id={template.name} key={template.name} position={index}>
          {smDown ? (
            <Box padding="300" width="100%">
              <BlockStack gap="150">
                <Name name={template.name} />
                <InlineStack gap="200" wrap>
                  <Statuses languages={template.languages} />
                  <Quality languages={template.languages} />
                </InlineStack>
                <Text as="span" tone="subdued">
                  <Languages languages={template.languages} />
                </Text>
                <Uses template={template} />
              </BlockStack>
            </Box>
          ) : (
            <>
              <IndexTable.Cell>
                <Name name={template.name} />
              </IndexTable.Cell>
              <IndexTable.Cell>
                <Statuses languages={template.languages} />
              </IndexTable.Cell>
              <IndexTable.Cell>
                <Languages languages={template.languages} />
              </IndexTable.Cell>
              <IndexTable.Cell>
                <Quality languages={template.languages} />
              </IndexTable.Cell>
              <IndexTable.Cell>{t(`categories.${template.category}`)}</IndexTable.Cell>
              <IndexTable.Cell>
                <Uses template={template} />
              </IndexTable.Cell>
            </>
          )}
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

function Name({ name }: { name: string }) {
  return (
    <Link url={`/app/templates/${name}`} dataPrimaryLink removeUnderline>
      <Text as="span" fontWeight="semibold" breakWord>
        {name}
      </Text>
    </Link>
  );
}

const order = ["rejected", "disabled", "paused", "pending", "draft", "approved"];

/** One badge when all languages stand alike, else one for each way they stand, with how many. */
function Statuses({ languages }: { languages: TemplateLanguage[] }) {
  const { t } = useTranslation();
  const groups = Map.groupBy(languages, ({ status }) => status);
  const sorted = [...groups].toSorted(([one], [other]) => order.indexOf(one) - order.indexOf(other));
  const moved = languages.filter(({ recategorised, status }) => recategorised && status !== "draft").length;
  return (
    <InlineStack gap="100" wrap>
      {sorted.map(([status, those]) =>
        sorted.length === 1 ? (
          <TemplateStatusBadge key={status} status={status} />
        ) : (
          <InlineStack key={status} gap="050" blockAlign="center">
            <TemplateStatusBadge status={status} />
            <Text as="span" tone="subdued">
              {those.length}
            </Text>
          </InlineStack>
        ),
      )}
      {moved > 0 ? <Badge tone="warning">{t("templateList.moved")}</Badge> : null}
    </InlineStack>
  );
}

const shown = 3;

function Languages({ languages }: { languages: TemplateLanguage[] }) {
  const { t, i18n } = useTranslation();
  const names = languages.slice(0, shown).map(({ language }) => languageName(language, i18n.language));
  const list = new Intl.ListFormat(i18n.language, { style: "narrow", type: "unit" }).format(names);
  const more = languages.length - names.length;
  return <>{more > 0 ? t("templateList.andMore", { list, count: more }) : list}</>;
}

const worst = ["RED", "YELLOW", "GREEN"] as const;

function Quality({ languages }: { languages: TemplateLanguage[] }) {
  const { t } = useTranslation();
  const quality = worst.find((one) => languages.some((language) => language.quality === one));
  if (!quality)
    return (
      <Text as="span" tone="subdued">
        {t("templateQuality.UNKNOWN")}
      </Text>
    );
  const tone = { RED: "critical", YELLOW: "warning", GREEN: "success" } as const;
  return <Badge tone={tone[quality]}>{t(`templateQuality.${quality}`)}</Badge>;
}

function Uses({ template: { uses } }: { template: ListedTemplate }) {
  const { t } = useTranslation();
  if (uses.length === 0)
    return (
      <Text as="span" tone="subdued">
        {t("templateList.unused")}
      </Text>
    );
  return (
    <BlockStack gap="050">
      {uses.map((use) => (
        <InlineStack key={use.automationId} gap="100" blockAlign="center">
          <Link url={`/app/automations/${use.automationId}`} removeUnderline>
            {use.name}
          </Link>
          {use.enabled ? null : (
            <Text as="span" tone="subdued">
              {t("templateList.off")}
            </Text>
          )}
        </InlineStack>
      ))}
    </BlockStack>
  );
}
