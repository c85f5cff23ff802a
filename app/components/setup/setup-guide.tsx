import { BlockStack, Box, Button, Card, InlineStack, ProgressBar, Text } from "@shopify/polaris";
import { XIcon } from "@shopify/polaris-icons";
import { useFetcher } from "@remix-run/react";
import { startTransition, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SerializeFrom } from "@remix-run/node";
import type { Pages } from "../../pages/create-pages.ts";
import { AutomationsStep } from "./automations-step.tsx";
import { ConnectStep } from "./connect-step.tsx";
import { LanguagesStep } from "./languages-step.tsx";
import { StepCard } from "./step-card.tsx";
import { StorefrontStep } from "./storefront-step.tsx";
import { TestStep } from "./test-step.tsx";

export type ShownSetup = Exclude<SerializeFrom<Awaited<ReturnType<Pages["home"]["readSetup"]>>>, string>;

const steps = ["connect", "languages", "automations", "storefront", "test"] as const;
type Step = (typeof steps)[number];

/** From nothing to the first message: each step is done where it stands, in any order. */
export function SetupGuide({ setup }: { setup: ShownSetup }) {
  const { t } = useTranslation();
  const dismissal = useFetcher();
  // Null: nobody has opened or closed one yet, so the next to do is open.
  const [chosen, setChosen] = useState<Step | "none" | null>(null);
  const open = chosen ?? setup.next;
  const done = steps.filter((step) => setup.done[step]).length;
  const onDone = () => setChosen(null);
  const content: Record<Step, React.ReactNode> = {
    connect: <ConnectStep done={setup.done.connect} />,
    languages: <LanguagesStep languages={setup.languages} onSubmit={() => setChosen("languages")} onDone={onDone} />,
    automations: (
      <AutomationsStep
        automations={setup.automations}
        // What could not be switched on is read here, though the step is done by those that could.
        onSubmit={() => setChosen("automations")}
        onDone={onDone}
      />
    ),
    storefront: <StorefrontStep storefront={setup.storefront} />,
    test: <TestStep test={setup.test} />,
  };
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="200">
        <BlockStack gap="300">
          <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
            <Text as="h2" variant="headingMd">
              {t("setup.title")}
            </Text>
            <Button
              icon={XIcon}
              variant="tertiary"
              accessibilityLabel={t("setup.dismiss")}
              loading={dismissal.state !== "idle"}
              onClick={() => dismissal.submit({ intent: "dismiss" }, { method: "post", encType: "application/json" })}
            />
          </InlineStack>
          <InlineStack gap="300" blockAlign="center" wrap={false}>
            <Text as="p" tone="subdued">
              {t("setup.progress", { done, count: steps.length })}
            </Text>
            <Box width="10rem">
              <ProgressBar
                progress={(done / steps.length) * 100}
                size="small"
                tone="primary"
                animated={false}
                ariaLabelledBy="setup-progress"
              />
            </Box>
            <span id="setup-progress" hidden>
              {t("setup.progress", { done, count: steps.length })}
            </span>
          </InlineStack>
        </BlockStack>
      </Box>
      <Box padding="200">
        <BlockStack gap="100" as="ol">
          {steps.map((step) => (
            <StepCard
              key={step}
              id={step}
              title={t(`setup.${step}.title`)}
              done={setup.done[step]}
              open={open === step}
              // The press itself is seen at once (the button's own look); the step takes longer to draw.
              onToggle={() => startTransition(() => setChosen(open === step ? "none" : step))}
            >
              {content[step]}
            </StepCard>
          ))}
        </BlockStack>
      </Box>
    </Card>
  );
}
