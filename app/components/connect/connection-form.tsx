import { useNavigate } from "@remix-run/react";
import { BlockStack, Button, Card, FormLayout, InlineStack, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { NumberChoice } from "../../core/shops/check-connection.ts";
import type { ConnectionField, ConnectionProblem, TypedConnection } from "../../core/shops/connection-format.ts";
import { SaveBar } from "../save-bar.tsx";
import { useDraft } from "../use-draft.ts";
import { useSave } from "../use-save.ts";
import type { ConnectAnswer } from "./connect-answer.ts";
import { ConnectAnswerBanner } from "./connect-answer-banner.tsx";

type Props = {
  saved: TypedConnection;
  /** What can be seen without asking Meta. */
  check(typed: TypedConnection): ConnectionProblem[];
};

const noneTouched = { wabaId: false, phoneNumberId: false, accessToken: false };

/** Account, number and token, checked one by one at Meta before anything is kept. */
export function ConnectionForm({ saved, check }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const draft = useDraft(saved, 0);
  const [touched, setTouched] = useState(noneTouched);
  const [asked, setAsked] = useState<TypedConnection | null>(null);
  const { save, saving, answer, problemOf } = useSave<ConnectAnswer>({
    told: "connect.connected",
    onSaved: ({ numberId }) => navigate(`/app/connect/numbers/${numberId ?? ""}`, { replace: true }),
  });
  const typed = trimmed(draft.value);
  const problems = check(typed);
  const done = answer?.outcome === "saved" || (answer?.outcome === "invalid" && answer.numberId !== undefined);

  const choices = (answer?.outcome === "invalid" && answer.choices) || [];

  /** A problem Meta told stands until what it is about is changed; all three are about each other. */
  function errorOf(field: ConnectionField): string | undefined {
    const seen = problems.find((problem) => problem.field === field);
    if (seen && (touched[field] || asked)) return t(`connect.problems.${seen.rule}`, seen.values ?? {});
    return asked && JSON.stringify(asked) === JSON.stringify(typed) && !saving ? problemOf(field) : undefined;
  }

  function submit() {
    setAsked(typed);
    if (problems.length === 0) save(typed);
  }

  const field = (name: ConnectionField) => ({
    value: draft.value[name],
    error: errorOf(name),
    autoComplete: "off",
    disabled: saving,
    onChange: (value: string) => draft.set({ [name]: value }),
    onBlur: () => setTouched((before) => ({ ...before, [name]: draft.value[name] !== "" || before[name] })),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <SaveBar
        id="connection"
        dirty={draft.dirty && !done}
        saving={saving}
        onSave={submit}
        onDiscard={() => {
          draft.reset();
          setTouched(noneTouched);
          setAsked(null);
        }}
      />
      <Card>
        <BlockStack gap="400">
          {saving ? null : <ConnectAnswerBanner answer={answer} />}
          <FormLayout>
            <TextField
              label={t("connect.manual.wabaId")}
              helpText={t("connect.manual.wabaIdWhere")}
              inputMode="numeric"
              {...field("wabaId")}
            />
            <TextField
              label={t("connect.manual.phoneNumberId")}
              helpText={t("connect.manual.phoneNumberIdWhere")}
              inputMode="numeric"
              {...field("phoneNumberId")}
            />
            {choices.length > 0 ? (
              <Choices choices={choices} onChoose={(phoneNumberId) => draft.set({ phoneNumberId })} />
            ) : null}
            <TextField
              label={t("connect.manual.accessToken")}
              helpText={t("connect.manual.accessTokenWhere")}
              type="password"
              {...field("accessToken")}
            />
          </FormLayout>
          <InlineStack gap="300" blockAlign="center">
            <Button submit variant="primary" loading={saving}>
              {t("connect.manual.submit")}
            </Button>
            {saving ? (
              <Text as="span" tone="subdued">
                {t("connect.manual.checking")}
              </Text>
            ) : null}
          </InlineStack>
        </BlockStack>
      </Card>
    </form>
  );
}

/** The account was found, the number was not: its numbers are known, so nobody has to look for the id again. */
function Choices({ choices, onChoose }: { choices: readonly NumberChoice[]; onChoose(phoneNumberId: string): void }) {
  const { t } = useTranslation();
  return (
    <BlockStack gap="200" inlineAlign="start">
      <Text as="p">{t("connect.manual.choose")}</Text>
      {choices.map(({ phoneNumberId, displayPhone, verifiedName }) => (
        <Button key={phoneNumberId} variant="plain" onClick={() => onChoose(phoneNumberId)}>
          {t("connect.manual.use", { phone: displayPhone, name: verifiedName })}
        </Button>
      ))}
    </BlockStack>
  );
}

function trimmed({ wabaId, phoneNumberId, accessToken }: TypedConnection): TypedConnection {
  return { wabaId: wabaId.trim(), phoneNumberId: phoneNumberId.trim(), accessToken: accessToken.trim() };
}
