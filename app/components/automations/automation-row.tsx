import {
  ActionList,
  Badge,
  BlockStack,
  Box,
  Button,
  InlineGrid,
  InlineStack,
  Link,
  Popover,
  Text,
} from "@shopify/polaris";
import { MenuHorizontalIcon } from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import { useOpen } from "../use-open.ts";
import type { Obstacle } from "../../pages/automation-obstacles.ts";
import type { ListedAutomation } from "../../pages/automations.ts";
import { automationName } from "./automation-name.ts";
import { ObstacleList } from "./obstacle-list.tsx";
import { moneyText } from "./step-words.ts";
import { Switch } from "./switch.tsx";

type Props = {
  automation: ListedAutomation;
  currency: string;
  /** While one thing is done to it, no other can be. */
  busy: boolean;
  /** Why switching it on was refused just now, where the list did not know it yet. */
  refused: readonly Obstacle[];
  onSwitch(enabled: boolean): void;
  onDuplicate(): void;
  onRemove(): void;
};

/** One automation: is it on, what came of it, and what stands in its way. */
export function AutomationRow({ automation, currency, busy, refused, onSwitch, onDuplicate, onRemove }: Props) {
  const { t } = useTranslation();
  const { id, trigger, enabled, messages, obstacles } = automation;
  const name = automationName(t, automation);
  const broken = obstacles.some(({ waits }) => !waits);
  return (
    <Box as="li" padding="400" borderBlockStartWidth="025" borderColor="border">
      <BlockStack gap="300">
        <InlineGrid columns="auto minmax(0, 1fr) auto" gap="300" alignItems="start">
          <Switch
            label={t("automations.switch", { name })}
            on={enabled}
            disabled={busy || (!enabled && broken)}
            onChange={onSwitch}
          />
          <BlockStack gap="050">
            <Text as="h2" variant="headingSm" breakWord>
              <Link url={`/app/automations/${id}`} monochrome removeUnderline>
                {name}
              </Link>
            </Text>
            <Text as="p" tone="subdued" variant="bodySm">
              {t(`triggers.${trigger}`)} · {t("automations.messages", { count: messages })}
            </Text>
          </BlockStack>
          <InlineStack gap="100" wrap={false} blockAlign="center">
            {obstacles.length > 0 ? (
              <Badge tone="attention">{t(broken ? "automations.inTheWay" : "automations.waits")}</Badge>
            ) : null}
            <RowMenu name={name} id={id} busy={busy} onDuplicate={onDuplicate} onRemove={onRemove} />
          </InlineStack>
        </InlineGrid>
        <Figures automation={automation} currency={currency} />
        {/* What only waits for WhatsApp needs nobody's attention, and in the first days it is said of every one. */}
        <ObstacleList obstacles={obstacles.length > 0 ? obstacles : refused} quiet={obstacles.length > 0 && !broken} />
      </BlockStack>
    </Box>
  );
}

function Figures({ automation, currency }: Pick<Props, "automation" | "currency">) {
  const { t, i18n } = useTranslation();
  const { counts, results } = automation;
  const number = new Intl.NumberFormat(i18n.language);
  const figures = [
    { label: t("automations.runs"), value: number.format(counts.running) },
    { label: t("automations.sent"), value: number.format(counts.sent) },
    { label: t("automations.delivered"), value: number.format(counts.delivered) },
    { label: t("automations.read"), value: number.format(counts.read) },
    ...(results
      ? [
          { label: t("automations.recovered"), value: number.format(results.orders) },
          { label: t("automations.revenue"), value: moneyText(i18n.language, results.revenueMinor, currency) },
        ]
      : []),
  ];
  return (
    <InlineGrid columns={{ xs: results ? 3 : 4, md: 6 }} gap="200">
      {figures.map(({ label, value }) => (
        <BlockStack key={label}>
          <Text as="p" tone="subdued" variant="bodySm">
            {label}
          </Text>
          <Text as="p" fontWeight="medium" numeric>
            {value}
          </Text>
        </BlockStack>
      ))}
    </InlineGrid>
  );
}

type MenuProps = { id: string; name: string; busy: boolean; onDuplicate(): void; onRemove(): void };

function RowMenu({ id, name, busy, onDuplicate, onRemove }: MenuProps) {
  const { t } = useTranslation();
  const { open, toggle, dismiss, close } = useOpen();
  const closing = (act: () => void) => () => {
    close();
    act();
  };
  const button = (
    <Button
      icon={MenuHorizontalIcon}
      variant="tertiary"
      accessibilityLabel={t("automations.more", { name })}
      onClick={toggle}
    />
  );
  return (
    <Popover active={open} activator={button} onClose={dismiss} autofocusTarget="first-node">
      <ActionList
        actionRole="menuitem"
        items={[
          { content: t("automations.edit"), url: `/app/automations/${id}` },
          { content: t("automations.duplicate"), disabled: busy, onAction: closing(onDuplicate) },
          { content: t("automations.remove"), destructive: true, disabled: busy, onAction: closing(onRemove) },
        ]}
      />
    </Popover>
  );
}
