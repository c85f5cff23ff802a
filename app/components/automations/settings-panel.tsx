import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useEffect, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AutomationDefinition, Step } from "../../core/automations/definition.ts";
import { usePath } from "./path-context.ts";
import { StartSettings, StopsSettings } from "./start-settings.tsx";
import { StepSettings } from "./step-settings.tsx";
import { changeStep, placeOf } from "./step-tree.ts";
import { pathId } from "./flow.tsx";
import styles from "./flow.module.css";

type Props = {
  definition: AutomationDefinition;
  onChange(patch: Partial<AutomationDefinition>): void;
  messageOf(step: Extract<Step, { kind: "send_template" }>): ReactNode;
};

/** Settings of what is chosen in the path. Choosing leads the eye and the keyboard here, also where it stands below the path. */
export function SettingsPanel({ definition, onChange, messageOf }: Props) {
  const { t } = useTranslation();
  const { chosen } = usePath();
  const panel = useRef<HTMLDivElement>(null);
  const shown = useRef(chosen);
  useEffect(() => {
    if (shown.current === chosen) return;
    shown.current = chosen;
    // Who has gone on typing elsewhere meanwhile is not taken away from there.
    if (!document.activeElement?.matches("input, textarea, select")) panel.current?.focus({ preventScroll: true });
    panel.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  const step = placeOf(definition.steps, chosen)?.step;
  const setStep = (next: Step) => onChange({ steps: changeStep(definition.steps, next.id, () => next) });
  const title = step
    ? t(`automationSteps.${step.kind}`)
    : t(`automationEditor.${chosen === "stops" ? "stopsWhen" : "start"}`);
  return (
    <div ref={panel} className={styles.panel} tabIndex={-1} role="region" aria-label={title}>
      <Card>
        <BlockStack gap="400">
          <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
            <Text as="h2" variant="headingMd">
              {title}
            </Text>
            <span className={styles.back}>
              <Button variant="plain" onClick={() => document.getElementById(pathId)?.scrollIntoView()}>
                {t("automationEditor.backToPath")}
              </Button>
            </span>
          </InlineStack>
          {step ? <StepSettings key={step.id} step={step} onChange={setStep} /> : null}
          {chosen === "start" ? <StartSettings definition={definition} onChange={onChange} /> : null}
          {chosen === "stops" ? <StopsSettings definition={definition} onChange={onChange} /> : null}
        </BlockStack>
      </Card>
      {step?.kind === "send_template" ? messageOf(step) : null}
    </div>
  );
}
