import { Badge, Banner, BlockStack, Box, Page, Text } from "@shopify/polaris";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { TestCase } from "../../core/analytics/list-test-cases.ts";
import type { EditedAutomation } from "../../pages/automations.ts";
import { ConflictBanner } from "../conflict-banner.tsx";
import { DrawnLater } from "../drawn-later.tsx";
import { SaveBar } from "../save-bar.tsx";
import { useDraft } from "../use-draft.ts";
import { AutomationEditor, type AutomationDraft } from "./automation-editor.tsx";
import { caseKey } from "./case-text.ts";
import { MessageCard } from "./message-card.tsx";
import { ObstacleList } from "./obstacle-list.tsx";
import { PreviewsProvider } from "./previews-context.ts";
import { SendToMyPhone } from "./send-to-my-phone.tsx";
import { usePreviewsOf } from "./use-previews-of.ts";
import { useSaving, useSwitch } from "./use-saving.ts";

type Trying = { chosen: TestCase | null; choose(one: TestCase): void };
type Props = {
  automation: EditedAutomation;
  currency: string;
  children(draft: AutomationDraft, trying: Trying): ReactNode;
};

/** One automation: its path with the settings beside, whether it is on, and below what `children` puts there. */
export function EditorPage({ automation, currency, children }: Props) {
  const { t } = useTranslation();
  const { name, definition, version, enabled, running, obstacles, choices } = automation;
  const draft = useDraft<AutomationDraft>({ name, definition }, version);
  const form = useSaving(draft, automation);
  const { toggle, switching, obstacles: refused } = useSwitch();
  const previews = usePreviewsOf(automation);
  const [chosen, choose] = useState<TestCase | null>(null);
  const broken = automation.broken && !enabled;
  // Switching on is what one comes for; switching off is not to be pressed by the way.
  const switchAction = {
    content: t(enabled ? "automationEditor.switchOff" : "automationEditor.switchOn"),
    onAction: () => toggle(!enabled),
    loading: switching,
    disabled: switching || draft.dirty || broken,
    ...(draft.dirty ? { helpText: t("automationEditor.saveFirst") } : {}),
  };
  return (
    <>
      <DrawnLater>
        <Page
          title={name}
          titleMetadata={
            <Badge {...(enabled ? { tone: "success" as const } : {})}>
              {t(enabled ? "automations.on" : "automations.off")}
            </Badge>
          }
          backAction={{ content: t("automations.title"), url: "/app/automations" }}
          {...(enabled ? { secondaryActions: [switchAction] } : { primaryAction: switchAction })}
        >
          <BlockStack gap="400">
            {form.conflict === null ? null : (
              <ConflictBanner onTakeTheirs={draft.reset} onKeepMine={() => form.saveOver(form.conflict ?? version)} />
            )}
            {form.refused ? <Banner tone="critical" title={t("automationEditor.cannotSave")} /> : null}
            <ObstacleList obstacles={refused.length > 0 && !enabled ? refused : obstacles} />
            <PreviewsProvider value={previews}>
              <AutomationEditor
                draft={draft}
                problems={form.problems}
                submitted={form.refused}
                nameProblem={form.nameProblem}
                choices={choices}
                currency={currency}
                messageOf={(step) => (
                  <>
                    <MessageCard template={step.template} />
                    <SendToMyPhone
                      key={step.id}
                      definition={draft.value.definition}
                      stepId={step.id}
                      cases={casesToFillWith(automation, draft.value, chosen)}
                      chosen={chosen}
                      onChoose={choose}
                    />
                  </>
                )}
              />
              <Box paddingInline={{ xs: "400", sm: "0" }}>
                <Text as="p" tone="subdued">
                  {running === 0
                    ? t("automationEditor.underWayNone")
                    : t("automationEditor.underWay", { count: running })}
                </Text>
              </Box>
              {children(draft.value, { chosen, choose })}
            </PreviewsProvider>
          </BlockStack>
        </Page>
      </DrawnLater>
      <SaveBar id="automation" dirty={draft.dirty} saving={form.saving} onSave={form.save} onDiscard={draft.reset} />
    </>
  );
}

/** What is being tested with, and what happened lately of the kind this path is about. */
function casesToFillWith(
  { cases, definition }: EditedAutomation,
  draft: AutomationDraft,
  chosen: TestCase | null,
): TestCase[] {
  const recent = draft.definition.trigger === definition.trigger ? cases : [];
  if (!chosen || recent.some((one) => caseKey(one) === caseKey(chosen))) return recent;
  return [chosen, ...recent];
}
