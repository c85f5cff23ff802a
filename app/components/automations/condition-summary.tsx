import { Text } from "@shopify/polaris";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import type { ConditionGroup } from "../../core/automations/conditions.ts";
import { conditionText, conditionsIn } from "./condition-text.ts";

/** So many are read at a glance. */
const shownAtMost = 3;

/** What is asked, as it stands in the path; a group too large or too deep for that is only counted. */
export function ConditionSummary({ group, none }: { group: ConditionGroup; none: string }) {
  const { t, i18n } = useTranslation();
  const conditions = conditionsIn(group);
  const members = "all" in group ? group.all : group.any;
  if (conditions.length === 0) return <Line>{none}</Line>;
  if (conditions.length > shownAtMost || members.some((member) => !("field" in member))) {
    return <Line>{t("automationEditor.conditionsCount", { count: conditions.length })}</Line>;
  }
  return (
    <>
      {conditions.map((condition, index) => (
        <Fragment key={index}>
          {index > 0 ? <Line>{t("all" in group ? "conditions.and" : "conditions.or")}</Line> : null}
          <Text as="span" variant="bodySm" breakWord>
            {conditionText(t, i18n.language, condition)}
          </Text>
        </Fragment>
      ))}
    </>
  );
}

function Line({ children }: { children: string }) {
  return (
    <Text as="span" tone="subdued" variant="bodySm">
      {children}
    </Text>
  );
}
