import { BlockStack, Button, Card, ChoiceList, InlineGrid, InlineStack, Text, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TestCase } from "../../core/analytics/list-test-cases.ts";
import type { AutomationDefinition } from "../../core/automations/definition.ts";
import type { TestedRun } from "../../pages/automation-test.ts";
import { When } from "../when.tsx";
import { caseKey, caseText } from "./case-text.ts";
import { TestTimeline } from "./test-timeline.tsx";

type Props = {
  definition: AutomationDefinition;
  /** The newest cases of the saved trigger; others are asked for. */
  recent: TestCase[];
  savedTrigger: string;
  timeZone: string;
  /** The one chosen to test with; null: none yet. */
  chosen: TestCase | null;
  onChoose(chosen: TestCase): void;
};

/** The path walked with something that really happened, without sending anything. */
export function TestCard({ definition, recent, savedTrigger, timeZone, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const { cases, loading } = useCases(definition.trigger, search, recent, savedTrigger);
  const test = useFetcher<TestedRun>();
  const testing = test.state !== "idle";
  const picked = cases.find((one) => chosen && caseKey(one) === caseKey(chosen)) ?? cases[0];
  const [replies, setReplies] = useState<Record<string, string>>({});
  function run(supposed: Record<string, string>) {
    // Another answer supposed while the last test is still on its way takes its place.
    if (!picked) return;
    setReplies(supposed);
    onChoose(picked);
    const body = { intent: "test", definition, subject: picked.subject, replies: supposed };
    test.submit(body, { method: "post", encType: "application/json" });
  }
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("automationTest.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("automationTest.help")} {t("automationTest.unsaved")}
          </Text>
        </BlockStack>
        <InlineGrid columns={{ xs: 1, md: "minmax(0, 1fr) minmax(0, 1fr)" }} gap="400" alignItems="start">
          <BlockStack gap="300">
            <TextField
              label={t("automationTest.search")}
              helpText={t("automationTest.searchHelp")}
              autoComplete="off"
              maxLength={100}
              value={search}
              onChange={setSearch}
              loading={loading}
            />
            {picked ? (
              <ChoiceList
                title={t("automationTest.search")}
                titleHidden
                choices={cases.map((one) => ({
                  label: <CaseLabel one={one} timeZone={timeZone} />,
                  value: caseKey(one),
                }))}
                selected={[caseKey(picked)]}
                onChange={([next]) => {
                  const one = cases.find((other) => caseKey(other) === next);
                  if (one) onChoose(one);
                }}
              />
            ) : (
              <Text as="p" tone="subdued">
                {t(search.trim() === "" ? "automationTest.noneYet" : "automationTest.noneFound")}
              </Text>
            )}
            <InlineStack>
              <Button onClick={() => run({})} loading={testing} disabled={testing || !picked}>
                {t("automationTest.run")}
              </Button>
            </InlineStack>
          </BlockStack>
          <div aria-live="polite">
            {test.data ? (
              <TestTimeline
                result={test.data}
                definition={definition}
                timeZone={timeZone}
                onReply={(stepId, branch) => run({ ...replies, [stepId]: branch })}
              />
            ) : null}
          </div>
        </InlineGrid>
      </BlockStack>
    </Card>
  );
}

const typingRestsMs = 300;

/** Cases for what is typed and for the trigger as it stands on the page; the loader knows those of the saved one. */
function useCases(trigger: string, search: string, recent: TestCase[], savedTrigger: string) {
  const { load, data, state } = useFetcher<{ cases: TestCase[]; asked: string }>();
  const wanted = new URLSearchParams({ trigger, search: search.trim() }).toString();
  const known = search.trim() === "" && trigger === savedTrigger;
  useEffect(() => {
    if (known) return;
    const timer = setTimeout(() => load(`/app/automations/cases?${wanted}`), typingRestsMs);
    return () => clearTimeout(timer);
  }, [known, wanted, load]);
  if (known) return { cases: recent, loading: false };
  return { cases: data?.asked === wanted ? data.cases : [], loading: state !== "idle" || data?.asked !== wanted };
}

function CaseLabel({ one, timeZone }: { one: TestCase; timeZone: string }) {
  const { t, i18n } = useTranslation();
  return (
    <BlockStack as="span">
      <Text as="span" breakWord>
        {caseText(t, i18n.language, one)}
      </Text>
      <Text as="span" tone="subdued" variant="bodySm">
        <When at={one.at} timeZone={timeZone} />
      </Text>
    </BlockStack>
  );
}
