import { BlockStack, Box, Button, Checkbox, InlineError, InlineGrid, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSave } from "../use-save.ts";
import type { ShownSetup } from "./setup-guide.tsx";

type Automation = ShownSetup["automations"][number];

/** The recommended ones are ticked until the merchant says otherwise; what is on already stays on. */
export function AutomationsStep({ automations, onDone }: { automations: Automation[]; onDone(): void }) {
  const { t } = useTranslation();
  const { save, saving } = useSave({ told: "setup.automations.saved", onSaved: onDone });
  const [touched, setTouched] = useState<string[] | null>(null);
  const [submitted, setSubmitted] = useState(false);
  const anyOn = automations.some(({ enabled }) => enabled);
  const ticked =
    touched ??
    automations.filter(({ recommended, enabled }) => enabled || (recommended && !anyOn)).map(({ key }) => key);
  const none = ticked.length === 0;

  function submit() {
    setSubmitted(true);
    if (!none) save({ intent: "automations", keys: ticked });
  }

  const toggle = (key: string, on: boolean) => setTouched(on ? [...ticked, key] : ticked.filter((one) => one !== key));
  const recommended = automations.filter((automation) => automation.recommended);
  const others = automations.filter((automation) => !automation.recommended);
  return (
    <BlockStack gap="300">
      <Text as="p">{t("setup.automations.why")}</Text>
      <Group title={t("setup.automations.recommended")} automations={recommended} ticked={ticked} onToggle={toggle} />
      <Group title={t("setup.automations.others")} automations={others} ticked={ticked} onToggle={toggle} />
      {none && submitted ? <InlineError fieldID="automations" message={t("setup.automations.none")} /> : null}
      <InlineStack>
        <Button variant="primary" loading={saving} onClick={submit}>
          {t("setup.automations.action")}
        </Button>
      </InlineStack>
    </BlockStack>
  );
}

type GroupProps = {
  title: string;
  automations: Automation[];
  ticked: string[];
  onToggle(key: string, on: boolean): void;
};

function Group({ title, automations, ticked, onToggle }: GroupProps) {
  if (automations.length === 0) return null;
  return (
    <Box>
      <Text as="h4" variant="headingSm">
        {title}
      </Text>
      <InlineGrid columns={{ xs: 1, md: 2 }} gap="0">
        {automations.map(({ key, name, enabled }) => (
          <Checkbox
            key={key}
            label={name}
            checked={enabled || ticked.includes(key)}
            disabled={enabled}
            onChange={(on) => onToggle(key, on)}
          />
        ))}
      </InlineGrid>
    </Box>
  );
}
