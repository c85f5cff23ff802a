import { Box, Icon, InlineStack, Text } from "@shopify/polaris";
import { CheckCircleIcon } from "@shopify/polaris-icons";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

type Props = { id: string; title: string; done: boolean; open: boolean; onToggle(): void; children: ReactNode };

const heading = {
  display: "block",
  inlineSize: "100%",
  border: 0,
  background: "none",
  padding: "var(--p-space-200)",
  borderRadius: "var(--p-border-radius-200)",
  font: "inherit",
  textAlign: "start",
  cursor: "pointer",
} as const;

/** One step of the guide: its title opens it, and says by itself whether it is done. */
export function StepCard({ id, title, done, open, onToggle, children }: Props) {
  const { t } = useTranslation();
  return (
    <li style={{ listStyle: "none" }}>
      <Box background={open ? "bg-surface-secondary" : undefined} borderRadius="200">
        <h3 style={{ margin: 0 }}>
          <button type="button" style={heading} aria-expanded={open} aria-controls={`setup-${id}`} onClick={onToggle}>
            <InlineStack gap="200" blockAlign="center" wrap={false}>
              <StepMark done={done} />
              <Text as="span" variant="bodyMd" fontWeight={open ? "semibold" : "regular"}>
                {title}
              </Text>
              <Text as="span" visuallyHidden>
                {done ? t("setup.stepDone") : t("setup.stepToDo")}
              </Text>
            </InlineStack>
          </button>
        </h3>
        <div id={`setup-${id}`} hidden={!open}>
          <Box paddingInlineStart={{ xs: "300", sm: "1000" }} paddingInlineEnd="300" paddingBlockEnd="400">
            {children}
          </Box>
        </div>
      </Box>
    </li>
  );
}

function StepMark({ done }: { done: boolean }) {
  if (done) {
    return (
      <span aria-hidden>
        <Icon source={CheckCircleIcon} tone="success" />
      </span>
    );
  }
  return (
    <span
      aria-hidden
      style={{
        flex: "none",
        inlineSize: "1rem",
        blockSize: "1rem",
        margin: "2px",
        boxSizing: "border-box",
        borderRadius: "50%",
        border: "1.5px dashed var(--p-color-icon-secondary)",
      }}
    />
  );
}
