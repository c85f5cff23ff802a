import { BlockStack, Box, Button, Checkbox, InlineError, InlineGrid, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Obstacle } from "../../pages/automation-obstacles.ts";
import { automationName } from "../automations/automation-name.ts";
import { ObstacleList } from "../automations/obstacle-list.tsx";
import { SaveBar } from "../save-bar.tsx";
import { useSave, type SaveAnswer } from "../use-save.ts";
import type { ShownSetup } from "./setup-guide.tsx";

type Automation = ShownSetup["automations"][number];

/** Some of those chosen stay off; the rest are on. */
export type SwitchAnswer = Extract<SaveAnswer, { outcome: "refused" }> & {
  refused: { id: string; name: string; nameKey: string | null; obstacles: Obstacle[] }[];
};

type Props = { automations: Automation[]; onSubmit(): void; onDone(): void };

/** The recommended ones are ticked until the merchant says otherwise; what is on already stays on. */
export function AutomationsStep({ automations, onSubmit, onDone }: Props) {
  const { t } = useTranslation();
  const { save, saving, answer } = useSave<SaveAnswer | SwitchAnswer>({
    told: "setup.automations.saved",
    onSaved: () => {
      setTouched(null);
      onDone();
    },
  });
  const [touched, setTouched] = useState<string[] | null>(null);
  const [submitted, setSubmitted] = useState(false);
  const anyOn = automations.some(({ enabled }) => enabled);
  const offered = automations
    .filter(({ recommended, enabled }) => enabled || (recommended && !anyOn))
    .map(({ key }) => key);
  const ticked = touched ?? offered;
  const dirty = automations.some(({ key, enabled }) => !enabled && ticked.includes(key) !== offered.includes(key));
  const none = ticked.length === 0;

  function submit() {
    setSubmitted(true);
    onSubmit();
    if (none) return;
    save({ intent: "automations", keys: ticked });
  }

  const refused = !saving && answer?.outcome === "refused" && "refused" in answer ? answer.refused : [];
  const toggle = (key: string, on: boolean) => setTouched(on ? [...ticked, key] : ticked.filter((one) => one !== key));
  const recommended = automations.filter((automation) => automation.recommended);
  const others = automations.filter((automation) => !automation.recommended);
  return (
    <BlockStack gap="300">
      <SaveBar
        id="setup-automations"
        dirty={dirty}
        saving={saving}
        onSave={submit}
        onDiscard={() => {
          setTouched(null);
          setSubmitted(false);
        }}
      />
      <Text as="p">{t("setup.automations.why")}</Text>
      <Group title={t("setup.automations.recommended")} automations={recommended} ticked={ticked} onToggle={toggle} />
      <Group title={t("setup.automations.others")} automations={others} ticked={ticked} onToggle={toggle} />
      {none && submitted ? <InlineError fieldID="automations" message={t("setup.automations.none")} /> : null}
      {refused.length > 0 ? (
        <BlockStack gap="200">
          <Text as="p">{t("setup.automations.refused", { count: refused.length })}</Text>
          {refused.map(({ id, obstacles, ...automation }) => (
            <BlockStack key={id} gap="100">
              <Text as="h4" variant="headingSm">
                {automationName(t, automation)}
              </Text>
              <ObstacleList obstacles={obstacles} />
            </BlockStack>
          ))}
        </BlockStack>
      ) : null}
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
  const { t } = useTranslation();
  if (automations.length === 0) return null;
  return (
    <Box>
      <Text as="h4" variant="headingSm">
        {title}
      </Text>
      <InlineGrid columns={{ xs: 1, md: 2 }} gap="0">
        {automations.map(({ key, name, nameKey, enabled }) => (
          <Checkbox
            key={key}
            label={automationName(t, { name, nameKey })}
            checked={enabled || ticked.includes(key)}
            disabled={enabled}
            onChange={(on) => onToggle(key, on)}
          />
        ))}
      </InlineGrid>
    </Box>
  );
}
