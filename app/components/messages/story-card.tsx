import { BlockStack, Card, Text } from "@shopify/polaris";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { reasonText } from "../reason.ts";
import { When } from "../when.tsx";

type Line = { at: string; kind: string; detail: string | null; errorCode: number | null; errorDetails: string | null };

/** What happened to one message, in the order it happened. */
export function StoryCard({ story, timeZone }: { story: Line[]; timeZone: string }) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("message.story")}
        </Text>
        <ol style={{ listStyle: "none", margin: 0, padding: 0 }}>
          {story.map((line, index) => (
            <li key={index} style={{ paddingBlockEnd: "var(--p-space-300)" }}>
              <BlockStack gap="050">
                <Text as="p" fontWeight="medium">
                  {lineText(t, line)}
                </Text>
                <Text as="p" tone="subdued" variant="bodySm">
                  <When at={line.at} timeZone={timeZone} seconds />
                  {line.errorCode ? ` · ${t("message.errorCode", { code: line.errorCode })}` : ""}
                  {line.errorDetails ? ` · ${line.errorDetails}` : ""}
                </Text>
              </BlockStack>
            </li>
          ))}
        </ol>
      </BlockStack>
    </Card>
  );
}

function lineText(t: TFunction, { kind, detail }: Line): string {
  if (kind === "event") return t(`events.${detail}`);
  if (kind === "started") return t("message.started", { automation: detail });
  if (kind === "decided") return t("message.decided", { reason: reasonText(t, detail) });
  if (kind === "status") return t(`message.status.${detail}`, { defaultValue: detail ?? "" });
  if (kind === "ended") return t("message.ended", { reason: reasonText(t, detail) });
  return t(`message.${kind}`, { detail });
}
