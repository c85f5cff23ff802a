import { Banner, List } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { FieldProblem, SaveAnswer } from "../use-save.ts";

type Refusal = Pick<FieldProblem, "key" | "values">;

/** Why a template was not saved or not submitted, of every form that has an answer. */
export function refusalsOf(forms: readonly { answer: SaveAnswer | undefined; saving: boolean }[]): Refusal[] {
  return forms.flatMap(({ answer, saving }): Refusal[] => {
    if (!answer || saving) return [];
    if (answer.outcome === "invalid") return answer.problems;
    return answer.outcome === "refused" ? [answer] : [];
  });
}

export function RefusalBanner({ refusals }: { refusals: readonly Refusal[] }) {
  const { t } = useTranslation();
  return (
    <Banner tone="critical" title={t("templateBanner.notSubmitted")}>
      <List>
        {refusals.map(({ key, values }, index) => (
          <List.Item key={index}>{t(key, values ?? {})}</List.Item>
        ))}
      </List>
    </Banner>
  );
}
