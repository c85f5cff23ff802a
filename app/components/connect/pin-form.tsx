import { Banner, BlockStack, Button, Card, InlineStack, Link, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { SaveBar } from "../save-bar.tsx";
import { useSave } from "../use-save.ts";
import type { ConnectAnswer } from "./connect-answer.ts";
import type { ShownNumber } from "./number-facts.tsx";

const sixDigits = /^\d{6}$/;

/** Brings a number back that does not send: registers it, with its PIN when it had one before. */
export function ConnectAgain({ number, accountIsHere }: { number: ShownNumber; accountIsHere: boolean }) {
  const { t } = useTranslation();
  const [pin, setPin] = useState("");
  const [touched, setTouched] = useState(false);
  const { save, saving, answer, problemOf } = useSave<ConnectAnswer>({
    told: "connect.connected",
    onSaved: clear,
  });
  const asksForPin = number.statusReason === "pin_needed" || answer?.outcome === "invalid";
  const isWrong = touched && pin !== "" && !sixDigits.test(pin);
  function clear() {
    setPin("");
    setTouched(false);
  }
  const submit = () => {
    setTouched(true);
    if (asksForPin && !sixDigits.test(pin)) return;
    save({ intent: "connect", ...(asksForPin ? { pin } : {}) });
  };
  return (
    <Card>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <SaveBar id="connect-again" dirty={pin !== ""} saving={saving} onSave={submit} onDiscard={clear} />
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {t(asksForPin ? "connect.pin.title" : "connect.again.title")}
          </Text>
          {number.statusReason === "taken_over" ? <Text as="p">{t("connect.again.takenOver")}</Text> : null}
          <Text as="p">{t(asksForPin ? "connect.pin.what" : "connect.again.what")}</Text>
          {answer?.outcome === "refused" && !saving ? (
            <Banner tone="critical">{t(answer.key, answer.values ?? {})}</Banner>
          ) : null}
          {asksForPin ? (
            <>
              <TextField
                label={t("connect.pin.label")}
                value={pin}
                onChange={setPin}
                onBlur={() => setTouched(true)}
                inputMode="numeric"
                autoComplete="one-time-code"
                maxLength={6}
                disabled={saving}
                error={isWrong ? t("connect.problems.pinFormat") : saving ? undefined : problemOf("pin")}
              />
              <Link url="https://business.facebook.com/wa/manage/phone-numbers/" external>
                {t("connect.pin.forgotten")}
              </Link>
            </>
          ) : null}
          <InlineStack>
            {accountIsHere ? (
              <Button submit variant="primary" loading={saving}>
                {t("connect.again.connect")}
              </Button>
            ) : (
              <Button variant="primary" url={`/app/connect/manual?number=${number.id}`}>
                {t("connect.again.connect")}
              </Button>
            )}
          </InlineStack>
        </BlockStack>
      </form>
    </Card>
  );
}
