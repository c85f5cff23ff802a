import { Button, InlineStack, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useTranslation } from "react-i18next";

type Answer = { outcome: "refreshed"; customerDataRefused: boolean } | { outcome: "unavailable" };

/** Asks Shopify anew whether it gives the app customers' data; when it does, the notice is gone with the answer. */
export function CheckAgain() {
  const { t } = useTranslation();
  const { state, data, submit } = useFetcher<Answer>();
  const answer = state === "idle" ? data : undefined;
  const still = answer?.outcome === "refreshed" && answer.customerDataRefused;
  return (
    <InlineStack gap="200" blockAlign="center">
      <Button
        size="slim"
        loading={state !== "idle"}
        onClick={() => submit({}, { method: "post", action: "/app/access", encType: "application/json" })}
      >
        {t("access.checkAgain")}
      </Button>
      <span role="status">
        {still ? <Text as="span">{t("access.stillRefused")}</Text> : null}
        {answer?.outcome === "unavailable" ? <Text as="span">{t("access.failed")}</Text> : null}
      </span>
    </InlineStack>
  );
}
