import { useNavigate } from "@remix-run/react";
import { Banner, BlockStack, Button, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SignupSettings } from "../../pages/connect.ts";
import { useSave } from "../use-save.ts";
import type { ConnectAnswer } from "./connect-answer.ts";
import { useSignup, type SignupEnd } from "./use-signup.ts";

/** The quick way: Meta's own window. Without a Meta app set up for it, only says so. */
export function SignupCard({ signup, isFirst }: { signup: SignupSettings | null; isFirst: boolean }) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t(isFirst ? "connect.signup.title" : "connect.signup.titleMore")}
        </Text>
        {signup ? (
          <Signup signup={signup} />
        ) : (
          <Text as="p" tone="subdued">
            {t("connect.signup.notSetUp")}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}

function Signup({ signup }: { signup: SignupSettings }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [end, setEnd] = useState<SignupEnd | null>(null);
  const { save, saving, answer } = useSave<ConnectAnswer>({
    action: "/app/connect?index",
    onSaved: ({ numberId, accountId }) =>
      navigate(numberId ? `/app/connect/numbers/${numberId}` : `/app/connect/accounts/${accountId ?? ""}`),
  });
  const { state, start } = useSignup(signup, (ended) => {
    setEnd(ended);
    if (ended.kind !== "finished") return;
    const { code, wabaId, phoneNumberId } = ended;
    save({ intent: "signup", code, wabaId, ...(phoneNumberId ? { phoneNumberId } : {}) });
  });
  return (
    <BlockStack gap="300">
      <Text as="p">{t("connect.signup.what")}</Text>
      <SignupEnded end={end} answer={saving ? undefined : answer} />
      {state === "unreachable" ? (
        <Text as="p" tone="subdued">
          {t("connect.signup.unreachable")}
        </Text>
      ) : null}
      <InlineStack gap="300" blockAlign="center">
        <Button
          variant="primary"
          disabled={state === "unreachable"}
          loading={state === "loading" || state === "open" || saving}
          onClick={() => {
            setEnd(null);
            start();
          }}
        >
          {t("connect.signup.start")}
        </Button>
        {state === "open" || saving ? (
          <Text as="span" tone="subdued">
            {t(saving ? "connect.signup.finishing" : "connect.signup.open")}
          </Text>
        ) : null}
      </InlineStack>
    </BlockStack>
  );
}

function SignupEnded({ end, answer }: { end: SignupEnd | null; answer: ConnectAnswer | undefined }) {
  const { t } = useTranslation();
  if (end?.kind === "cancelled") return <Text as="p">{t("connect.signup.cancelled")}</Text>;
  if (end?.kind === "silent") return <Banner tone="warning">{t("connect.signup.silent")}</Banner>;
  if (end?.kind === "failed") {
    return (
      <Banner tone="critical" title={t("connect.signup.failed")}>
        <Text as="p">{end.message || t("connect.signup.failedHow")}</Text>
      </Banner>
    );
  }
  if (end?.kind !== "finished" || !answer || answer.outcome === "saved") return null;
  if (answer.outcome === "refused") {
    return <Banner tone="critical">{t(answer.key, answer.values ?? {})}</Banner>;
  }
  if (answer.outcome === "invalid" && answer.numberId) {
    return (
      <Banner tone="warning">
        {t("connect.problems.pinNeeded")}{" "}
        <Link url={`/app/connect/numbers/${answer.numberId}`}>{t("connect.signup.enterPin")}</Link>
      </Banner>
    );
  }
  return null;
}
