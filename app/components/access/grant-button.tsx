import { Button, InlineStack, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

type Request = NonNullable<typeof window.shopify>["scopes"]["request"];
type Scopes = Parameters<Request>[0];

/** Asks for permissions in Shopify's own dialog. What came of it the server asks Shopify itself, and the page shows. */
export function GrantButton({ scopes }: { scopes: readonly string[] }) {
  const { t } = useTranslation();
  const { state, data, submit } = useFetcher<{ outcome: "refreshed" | "unavailable" }>();
  const [asking, setAsking] = useState(false);
  const [answer, setAnswer] = useState<"granted" | "declined" | "failed" | null>(null);

  async function ask() {
    setAsking(true);
    setAnswer(null);
    try {
      // Shopify's own list of names; ours come from what the app's configuration declares.
      const response = await window.shopify?.scopes.request([...scopes] as Scopes);
      const granted = response?.result === "granted-all";
      setAnswer(granted ? "granted" : "declined");
      if (!granted) return;
      // Said now: with the server's answer this button may be gone, with what it was for.
      window.shopify?.toast.show(t("access.granted"));
      submit({}, { method: "post", action: "/app/access", encType: "application/json" });
    } catch {
      setAnswer("failed");
    } finally {
      setAsking(false);
    }
  }

  const settled = state === "idle" && answer === "granted" ? data?.outcome : undefined;
  const failed = answer === "failed" || settled === "unavailable";
  return (
    <InlineStack gap="200" blockAlign="center">
      <Button size="slim" loading={asking || state !== "idle"} onClick={() => void ask()}>
        {t("access.grant")}
      </Button>
      <span role="status">
        {answer === "declined" ? <Text as="span">{t("access.declined")}</Text> : null}
        {failed ? <Text as="span">{t("access.failed")}</Text> : null}
      </span>
    </InlineStack>
  );
}
