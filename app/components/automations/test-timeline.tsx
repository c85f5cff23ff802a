import { Badge, BlockStack, Box, InlineStack, Select, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { AutomationDefinition } from "../../core/automations/definition.ts";
import type { TestedRun, TestedStep } from "../../pages/automation-test.ts";
import { languageName } from "../language-name.ts";
import { reasonText } from "../reason.ts";
import { When } from "../when.tsx";
import { branchesAt, placeOf } from "./step-tree.ts";
import { branchTitle, stepTitle } from "./step-words.ts";
import { useReplyLabels } from "./use-reply-labels.ts";

type Props = {
  result: TestedRun;
  definition: AutomationDefinition;
  timeZone: string;
  /** Supposes another answer at a wait for a reply. */
  onReply(stepId: string, branch: string): void;
};

/** What would have been sent, to whom, when, and why not. */
export function TestTimeline({ result, definition, timeZone, onReply }: Props) {
  const { t } = useTranslation();
  if (result.outcome !== "previewed") return <Text as="p">{t(`automationTest.outcomes.${result.outcome}`)}</Text>;
  const { person, startedAt, fits, stopped, steps } = result;
  const to = [person.firstName, person.address].filter(Boolean).join(", ");
  return (
    <BlockStack gap="300">
      <Text as="h3" variant="headingSm">
        {t("automationTest.result")}
      </Text>
      <Text as="p">{to ? t("automationTest.to", { to }) : t("automationTest.toNobody")}</Text>
      {fits ? null : (
        <Box background="bg-surface-caution" borderRadius="200" padding="300">
          <Text as="p">{t("automationTest.notStarted")}</Text>
        </Box>
      )}
      <ol style={{ listStyle: "none", margin: 0, padding: 0 }}>
        <Line at={startedAt} timeZone={timeZone}>
          <Text as="p" fontWeight="medium">
            {t(`triggers.${definition.trigger}`)}
          </Text>
        </Line>
        {steps.map((step) => (
          <Line key={step.stepId} at={momentOf(step)} timeZone={timeZone}>
            <TestedLine step={step} definition={definition} timeZone={timeZone} onReply={onReply} />
          </Line>
        ))}
        {stopped ? (
          <Line at={stopped.at} timeZone={timeZone}>
            <Text as="p" fontWeight="medium">
              {t("automationTest.stopped")}
            </Text>
            <Text as="p">{reasonText(t, stopped.reason)}</Text>
          </Line>
        ) : null}
      </ol>
    </BlockStack>
  );
}

function momentOf(step: TestedStep): string {
  return step.kind === "send_template" ? step.goesAt : step.at;
}

function Line({ at, timeZone, children }: { at: string | null; timeZone: string; children: React.ReactNode }) {
  return (
    <li style={{ paddingBlockEnd: "var(--p-space-300)" }}>
      <Box borderInlineStartWidth="050" borderColor="border" paddingInlineStart="300">
        <BlockStack gap="100">
          {at ? (
            <Text as="p" tone="subdued" variant="bodySm">
              <When at={at} timeZone={timeZone} />
            </Text>
          ) : null}
          {children}
        </BlockStack>
      </Box>
    </li>
  );
}

type LineProps = Omit<Props, "result"> & { step: TestedStep };

function TestedLine({ step, definition, timeZone, onReply }: LineProps) {
  const { t, i18n } = useTranslation();
  const place = placeOf(definition.steps, step.stepId);
  const title = place ? stepTitle(t, i18n.language, place.step) : t(`automationSteps.${step.kind}`);
  return (
    <>
      <InlineStack gap="200" blockAlign="center">
        <Text as="p" fontWeight="medium" breakWord>
          {title}
        </Text>
        {step.kind === "send_template" ? <Verdict decision={step.decision} /> : null}
      </InlineStack>
      {step.kind === "send_template" ? <SentLine step={step} /> : null}
      {step.kind === "discount_code" ? (
        <Text as="p">
          {t("automationTest.codeUntil")} <When at={step.expiresAt} timeZone={timeZone} />
        </Text>
      ) : null}
      {step.kind === "tag" && step.missing ? <Text as="p">{t("automationTest.nothingToTag")}</Text> : null}
      {place && (step.kind === "condition" || step.kind === "wait_for_reply") ? (
        <WayTaken step={step} place={place} steps={definition.steps} onReply={onReply} />
      ) : null}
    </>
  );
}

const tones = { send: "success", waits: "attention", suppress: undefined, stopped: undefined } as const;

function Verdict({ decision }: { decision: keyof typeof tones }) {
  const { t } = useTranslation();
  const tone = tones[decision];
  return <Badge {...(tone ? { tone } : {})}>{t(`automationTest.verdict.${decision}`)}</Badge>;
}

function SentLine({ step }: { step: Extract<TestedStep, { kind: "send_template" }> }) {
  const { t, i18n } = useTranslation();
  return (
    <>
      {step.reason ? <Text as="p">{reasonText(t, step.reason)}</Text> : null}
      {step.text ? (
        <Box background="bg-surface-secondary" borderRadius="200" padding="300">
          <div dir="auto" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
            {step.text}
          </div>
        </Box>
      ) : null}
      {step.language ? (
        <Text as="p" tone="subdued" variant="bodySm">
          {languageName(step.language, i18n.language)}
        </Text>
      ) : null}
    </>
  );
}

type WayProps = {
  step: Extract<TestedStep, { kind: "condition" | "wait_for_reply" }>;
  place: NonNullable<ReturnType<typeof placeOf>>;
  steps: AutomationDefinition["steps"];
  onReply(stepId: string, branch: string): void;
};

/** Which way it went; at a wait for a reply another answer can be supposed. */
function WayTaken({ step, place, steps, onReply }: WayProps) {
  const { t, i18n } = useTranslation();
  const labelOf = useReplyLabels(steps);
  const ways = branchesAt(place.step, [...place.list, place.index]).map((branch) => ({
    label: branchTitle(t, i18n.language, place.step, branch, labelOf),
    value: String(branch.key),
  }));
  if (step.kind === "condition") return <Text as="p">{ways.find(({ value }) => value === step.branch)?.label}</Text>;
  return (
    <Select
      label={t("automationTest.suppose")}
      options={ways}
      value={step.branch}
      onChange={(branch) => onReply(step.stepId, branch)}
    />
  );
}
