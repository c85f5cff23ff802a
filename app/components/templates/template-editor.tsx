import { Banner, BlockStack, Card, InlineGrid, List, Text } from "@shopify/polaris";
import { useMemo, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { TemplateDraft } from "../../core/templates/model.ts";
import type { PreviewMessage } from "../../core/templates/preview.ts";
import type { Problem } from "../../core/templates/problem.ts";
import { changesOf } from "../use-draft.ts";
import { EditingContext, type TemplateEditing } from "./editor-context.ts";
import { fieldOf } from "./field-of.ts";
import { usedVariables } from "./used-variables.ts";
import { PreviewPane } from "./preview-pane.tsx";
import { TemplateForm } from "./template-form.tsx";

type Props = Pick<TemplateEditing, "draft" | "variables" | "examples" | "limits" | "linkBase"> & {
  /** Changes build on each other, also while what was typed has not been drawn yet. */
  onChange(change: (now: TemplateDraft) => TemplateDraft): void;
  check(draft: TemplateDraft): Problem[];
  previewOf(draft: TemplateDraft): PreviewMessage;
  /** Somebody tried to submit: every problem is shown, left fields or not. */
  showAll: boolean;
  /** What stands above the form. */
  children: ReactNode;
};

/** One language of a template, being written: the form, the validator's words beside its fields, and the preview. */
export function TemplateEditor({ onChange, check, previewOf, showAll, children, ...given }: Props) {
  const { t } = useTranslation();
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const problems = useMemo(() => check(given.draft), [check, given.draft]);
  const sentences = useMemo(() => {
    const errors = problems.filter(({ severity }) => severity === "error");
    const byField = Map.groupBy(errors, fieldOf);
    return new Map([...byField].map(([field, [first]]) => [field, first ? sentence(t, first) : ""]));
  }, [problems, t]);
  const advice = problems.filter(({ severity }) => severity === "advice");
  const editing: TemplateEditing = {
    ...given,
    change: (patch) => onChange((now) => withSamples({ ...now, ...changesOf(patch, now) }, given.examples)),
    errorOf: (field) => (showAll || touched.has(field) ? sentences.get(field) : undefined),
    touch: (field) => setTouched((before) => (before.has(field) ? before : new Set([...before, field]))),
  };
  return (
    <EditingContext.Provider value={editing}>
      <InlineGrid columns={{ xs: 1, md: ["twoThirds", "oneThird"] }} gap="400">
        <BlockStack gap="400">
          {showAll && sentences.size > 0 ? <Unfinished sentences={[...new Set(sentences.values())]} /> : null}
          {children}
          <TemplateForm />
        </BlockStack>
        <div>
          <div style={{ position: "sticky", insetBlockStart: "var(--p-space-400)" }}>
            <BlockStack gap="400">
              <PreviewPane message={previewOf(given.draft)} />
              {advice.length > 0 ? <CategoryAdvice sentences={advice.map((one) => sentence(t, one))} /> : null}
            </BlockStack>
          </div>
        </div>
      </InlineGrid>
    </EditingContext.Provider>
  );
}

function sentence(t: ReturnType<typeof useTranslation>["t"], { rule, values }: Problem): string {
  return t(`templateProblems.${rule}`, values);
}

/** Why WhatsApp may call it marketing: worth knowing, and in nobody's way. */
function CategoryAdvice({ sentences }: { sentences: string[] }) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t("templateEditor.categoryAdvice")}
        </Text>
        <List>
          {sentences.map((one) => (
            <List.Item key={one}>{one}</List.Item>
          ))}
        </List>
        <Text as="p" tone="subdued">
          {t("templateEditor.categoryAdviceEnd")}
        </Text>
      </BlockStack>
    </Card>
  );
}

/** What is left to do before it can be submitted; each is said beside its field too. */
function Unfinished({ sentences }: { sentences: string[] }) {
  const { t } = useTranslation();
  return (
    <Banner tone="critical" title={t("templateEditor.unfinished")}>
      <List>
        {sentences.map((one) => (
          <List.Item key={one}>{one}</List.Item>
        ))}
      </List>
    </Banner>
  );
}

/** A variable that was typed, not chosen, has its example too. One that somebody emptied stays empty. */
function withSamples(draft: TemplateDraft, examples: Record<string, string>): TemplateDraft {
  const missing = usedVariables(draft).filter((key) => draft.samples[key] === undefined && examples[key]);
  if (missing.length === 0) return draft;
  const added = Object.fromEntries(missing.map((key) => [key, examples[key] ?? ""]));
  return { ...draft, samples: { ...draft.samples, ...added } };
}
