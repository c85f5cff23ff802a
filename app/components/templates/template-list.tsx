import { Badge, BlockStack, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ListedTemplate, TemplateLanguage } from "../../core/analytics/list-templates.ts";
import { RecordTable } from "../records/record-table.tsx";
import { nameOf, type NamedLanguage } from "./named-languages.ts";
import { TemplateStatusBadge } from "./template-status.tsx";

const columns = [
  { key: "name", width: "minmax(0, 4fr)" },
  { key: "status", width: "minmax(0, 3fr)" },
  { key: "languages", width: "minmax(0, 2fr)" },
  { key: "quality", width: "minmax(0, 2fr)" },
  { key: "use", width: "minmax(0, 4fr)" },
] as const;

/** Templates by name: how they stand in each language, what readers think of them, and what sends them. */
export function TemplateList({ templates, names }: { templates: ListedTemplate[]; names: NamedLanguage[] }) {
  const { t } = useTranslation();
  return (
    <RecordTable
      label={t("nav.templates")}
      columns={columns.map(({ key, width }) => ({ title: t(`templateList.${key}`), width }))}
      rows={templates.map((template) => ({
        id: template.name,
        cells: [
          <Name key="name" template={template} />,
          <Statuses key="statuses" languages={template.languages} />,
          <Languages key="languages" languages={template.languages} names={names} />,
          <Quality key="quality" languages={template.languages} />,
          <Uses key="uses" template={template} />,
        ],
      }))}
    />
  );
}

function Name({ template: { name, category } }: { template: ListedTemplate }) {
  const { t } = useTranslation();
  return (
    <BlockStack gap="050">
      <Link url={`/app/templates/${name}`} dataPrimaryLink removeUnderline>
        <Text as="span" fontWeight="semibold" breakWord>
          {name}
        </Text>
      </Link>
      <Text as="span" tone="subdued" variant="bodySm">
        {t(`categories.${category}`)}
      </Text>
    </BlockStack>
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

/** Which languages there are, by name as long as they are few. */
function Languages({ languages, names }: { languages: TemplateLanguage[]; names: NamedLanguage[] }) {
  const { t } = useTranslation();
  if (languages.length > 2) return <>{t("templateList.languageCount", { count: languages.length })}</>;
  return (
    <>
      {languages.map(({ language }) => (
        <Text key={language} as="p">
          {nameOf(names, language)}
        </Text>
      ))}
    </>
  );
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
