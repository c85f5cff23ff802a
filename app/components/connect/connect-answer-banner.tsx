import { Banner } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ConnectAnswer } from "./connect-answer.ts";

/** What stands in the way of a number that was to be connected, and the way out where there is one. */
export function ConnectAnswerBanner({ answer }: { answer: ConnectAnswer | undefined }) {
  const { t } = useTranslation();
  if (answer?.outcome === "refused") return <Banner tone="critical">{t(answer.key, answer.values ?? {})}</Banner>;
  if (answer?.outcome !== "invalid" || !answer.numberId) return null;
  return (
    <Banner
      tone="warning"
      action={{ content: t("connect.signup.enterPin"), url: `/app/connect/numbers/${answer.numberId}` }}
    >
      {t("connect.problems.pinNeeded")}
    </Banner>
  );
}
