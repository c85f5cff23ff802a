import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { FlagIcon, PlayCircleIcon, XCircleIcon } from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import type { AutomationDefinition, Step } from "../../core/automations/definition.ts";
import { ConditionSummary } from "./condition-summary.tsx";
import { useEditing } from "./editing-context.ts";
import { FlowNode } from "./flow-node.tsx";
import { InsertPoint } from "./insert-point.tsx";
import { usePath } from "./path-context.ts";
import { StepMenu } from "./step-menu.tsx";
import { branchesAt, rootList, type ListPath } from "./step-tree.ts";
import { branchTitle, stepIcons, stepTitle } from "./step-words.ts";
import { usePreviewOf } from "./previews-context.ts";
import { useReplyLabels } from "./use-reply-labels.ts";
import styles from "./flow.module.css";

export const pathId = "automation-path";

/** The whole path from the event to its end, from top to bottom; what is beside the way stands indented. */
export function Flow({ definition }: { definition: AutomationDefinition }) {
  const { t } = useTranslation();
  const { moving, setMoving } = usePath();
  return (
    <section
      id={pathId}
      aria-label={t("automationEditor.path")}
      onKeyDown={(event) => {
        if (event.key === "Escape" && moving !== null) setMoving(null);
      }}
    >
      {moving === null ? null : (
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="p">{t("automationEditor.moving")}</Text>
          <Button size="micro" onClick={() => setMoving(null)}>
            {t("automationEditor.cancelMove")}
          </Button>
        </InlineStack>
      )}
      <Start definition={definition} />
      <StepList steps={definition.steps} list={rootList} />
      <Stops definition={definition} />
    </section>
  );
}

function Start({ definition }: { definition: AutomationDefinition }) {
  const { t } = useTranslation();
  const { problemOf } = useEditing();
  return (
    <FlowNode id="start" icon={PlayCircleIcon} title={t(`triggers.${definition.trigger}`)} problem={problemOf("start")}>
      <ConditionSummary group={definition.conditions} none={t("automationEditor.noConditions")} />
    </FlowNode>
  );
}

function Stops({ definition }: { definition: AutomationDefinition }) {
  const { t } = useTranslation();
  const { problemOf } = useEditing();
  const { cancelOn } = definition;
  const rules = cancelOn.map((rule) => t(`cancelRules.${rule}`));
  return (
    <BlockStack gap="300">
      <div className={styles.end}>
        <InlineStack gap="100" blockAlign="center">
          <FlagIcon width="1rem" height="1rem" aria-hidden />
          <Text as="p" tone="subdued">
            {t("automationEditor.end")}
          </Text>
        </InlineStack>
      </div>
      <FlowNode id="stops" icon={XCircleIcon} title={t("automationEditor.stopsWhen")} problem={problemOf("stops")}>
        <Text as="span" tone="subdued" variant="bodySm" breakWord>
          {rules.length === 0 ? t("automationEditor.stopsNever") : rules.join(" · ")}
        </Text>
      </FlowNode>
    </BlockStack>
  );
}

function StepList({ steps, list }: { steps: readonly Step[]; list: ListPath }) {
  return (
    <ol className={styles.list}>
      {steps.map((step, index) => (
        <li key={step.id}>
          <InsertPoint list={list} index={index} />
          <StepBox step={step} path={[...list, index]} />
        </li>
      ))}
      {/* Behind a stop nothing is ever reached. */}
      {steps.at(-1)?.kind === "stop" ? null : (
        <li>
          <InsertPoint list={list} index={steps.length} />
        </li>
      )}
    </ol>
  );
}

function StepBox({ step, path }: { step: Step; path: ListPath }) {
  const { t, i18n } = useTranslation();
  const { problemOf } = useEditing();
  const { setMoving, steps } = usePath();
  const labelOf = useReplyLabels(steps);
  const title = stepTitle(t, i18n.language, step);
  const branches = branchesAt(step, path);
  return (
    <>
      <FlowNode
        id={step.id}
        icon={stepIcons[step.kind]}
        title={title}
        problem={problemOf(step.id)}
        menu={<StepMenu id={step.id} title={title} />}
        drag={{ onStart: () => setMoving(step.id), onEnd: () => setMoving(null) }}
      >
        {step.kind === "send_template" ? <Snippet template={step.template} /> : null}
        {step.kind === "condition" ? <ConditionSummary group={step.if} none={t("conditions.none")} /> : null}
      </FlowNode>
      {branches.length > 0 ? (
        <div className={styles.branches}>
          {branches.map((branch) => (
            <div key={branch.key} className={styles.branch}>
              <div className={styles.way}>
                <Text as="p" fontWeight="medium" breakWord>
                  {branchTitle(t, i18n.language, step, branch, labelOf)}
                </Text>
              </div>
              {branch.steps.length === 0 ? (
                <Text as="p" tone="subdued" variant="bodySm">
                  {t("automationSteps.branchEmpty")}
                </Text>
              ) : null}
              <StepList steps={branch.steps} list={branch.list} />
            </div>
          ))}
        </div>
      ) : null}
    </>
  );
}

/** The first words of the message, as far as they are known here. */
function Snippet({ template }: { template: string }) {
  const preview = usePreviewOf(template);
  const message = preview?.languages[0]?.message;
  if (!message) return null;
  return (
    <span className={styles.text} dir={message.direction}>
      {message.body}
    </span>
  );
}
