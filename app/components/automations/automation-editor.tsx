import { BlockStack, Card, InlineGrid, Text } from "@shopify/polaris";
import { startTransition, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AutomationDefinition, Step } from "../../core/automations/definition.ts";
import type { AutomationChoices } from "../../pages/automation-choices.ts";
import { QuickTextField } from "../quick-text-field.tsx";
import type { Draft } from "../use-draft.ts";
import { EditingProvider } from "./editing-context.ts";
import { Flow } from "./flow.tsx";
import { copyOfStep } from "./new-step.ts";
import { PathProvider, type PathEditing } from "./path-context.ts";
import type { OwnedProblem } from "./problems.ts";
import { SettingsPanel } from "./settings-panel.tsx";
import { insertStep, moveStep, placeOf, removeStep, shiftStep } from "./step-tree.ts";

export type AutomationDraft = { name: string; definition: AutomationDefinition };

type Props = {
  draft: Draft<AutomationDraft>;
  problems: readonly OwnedProblem[];
  submitted: boolean;
  nameProblem: string | undefined;
  choices: AutomationChoices;
  currency: string;
  /** Beside the settings of a message: its preview and the sending to one's own phone. */
  messageOf(step: Extract<Step, { kind: "send_template" }>): React.ReactNode;
};

/** The name and the path of an automation, with the settings of what is chosen in it beside. */
export function AutomationEditor({ draft, problems, submitted, nameProblem, choices, currency, messageOf }: Props) {
  const { t } = useTranslation();
  const { name, definition } = draft.value;
  const path = usePathEditing(definition, (patch) => draft.set({ definition: { ...definition, ...patch } }));
  const editing = useMemo(() => {
    const words = ({ key, values }: OwnedProblem) => t(key, values ?? {});
    const first = (fits: (problem: OwnedProblem) => boolean) => {
      const found = problems.find(fits);
      return found && { text: words(found), severity: found.severity };
    };
    return {
      trigger: definition.trigger,
      currency,
      choices,
      submitted,
      problemAt: (owner: string, field: string) =>
        first((one) => one.severity === "error" && one.owner === owner && one.field === field)?.text,
      problemOf: (owner: string) => first((one) => one.owner === owner),
    };
  }, [problems, submitted, definition.trigger, currency, choices, t]);

  return (
    <EditingProvider value={editing}>
      <PathProvider value={path}>
        <BlockStack gap="400">
          <Card>
            <QuickTextField
              label={t("automationEditor.name")}
              helpText={t("automationEditor.nameHelp")}
              autoComplete="off"
              maxLength={80}
              value={name}
              onChange={(next) => draft.set({ name: next })}
              error={name.trim() === "" ? t("automationEditor.nameMissing") : nameProblem}
            />
          </Card>
          <InlineGrid columns={{ xs: 1, md: "minmax(0, 1fr) minmax(0, 1fr)" }} gap="400" alignItems="start">
            <Card>
              <BlockStack gap="400">
                <Text as="h2" variant="headingMd">
                  {t("automationEditor.path")}
                </Text>
                <Flow definition={definition} />
              </BlockStack>
            </Card>
            <SettingsPanel
              definition={definition}
              onChange={(patch) => draft.set({ definition: { ...definition, ...patch } })}
              messageOf={messageOf}
            />
          </InlineGrid>
        </BlockStack>
      </PathProvider>
    </EditingProvider>
  );
}

function usePathEditing(definition: AutomationDefinition, onChange: (patch: { steps: Step[] }) => void): PathEditing {
  const { steps } = definition;
  const [chosen, choose] = useState("start");
  const [moving, setMoving] = useState<string | null>(null);
  const set = (next: Step[]) => onChange({ steps: next });
  return {
    steps,
    chosen: chosen === "start" || chosen === "stops" || placeOf(steps, chosen) ? chosen : "start",
    // The press itself is seen at once (the step has the focus); its settings take longer to draw.
    choose: (id) => startTransition(() => choose(id)),
    moving,
    setMoving,
    insert(list, index, step) {
      set(insertStep(steps, list, index, step));
      choose(step.id);
    },
    move(list, index) {
      if (moving !== null) set(moveStep(steps, moving, list, index));
      setMoving(null);
    },
    shift(id, by) {
      const shifted = shiftStep(steps, id, by);
      if (shifted) set(shifted);
    },
    copy(id) {
      const place = placeOf(steps, id);
      if (!place) return;
      const copy = copyOfStep(place.step);
      set(insertStep(steps, place.list, place.index + 1, copy));
      choose(copy.id);
    },
    remove(id) {
      set(removeStep(steps, id));
    },
  };
}
