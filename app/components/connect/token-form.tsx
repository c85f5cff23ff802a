import { Banner, BlockStack, Button, Card, InlineStack, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { SaveBar } from "../save-bar.tsx";
import { useDraft } from "../use-draft.ts";
import { useSave } from "../use-save.ts";
import type { ConnectAnswer } from "./connect-answer.ts";

const empty = { accessToken: "" };

/** Another token for the same account: Meta withdrew the old one, or it runs out. */
export function TokenForm({ needed }: { needed: boolean }) {
  const { t } = useTranslation();
  const draft = useDraft(empty, 0);
  const [asked, setAsked] = useState("");
  const { save, saving, answer, problemOf } = useSave<ConnectAnswer>({
    told: "connect.token.renewed",
    onSaved: draft.reset,
  });
  const token = draft.value.accessToken.trim();
  const submit = () => {
    setAsked(token);
    save({ intent: "renew", accessToken: token });
  };
  const told = problemOf("accessToken") ?? problemOf("wabaId") ?? problemOf("phoneNumberId");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <SaveBar id="token" dirty={draft.dirty} saving={saving} onSave={submit} onDiscard={draft.reset} />
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {t("connect.token.title")}
          </Text>
          <Text as="p">{t(needed ? "connect.token.needed" : "connect.token.what")}</Text>
          {answer?.outcome === "refused" && !saving && asked === token ? (
            <Banner tone="critical">{t(answer.key, answer.values ?? {})}</Banner>
          ) : null}
          <TextField
            label={t("connect.manual.accessToken")}
            helpText={t("connect.manual.accessTokenWhere")}
            type="password"
            autoComplete="off"
            disabled={saving}
            value={draft.value.accessToken}
            onChange={(accessToken) => draft.set({ accessToken })}
            error={!saving && asked === token ? told : undefined}
          />
          <InlineStack>
            <Button submit loading={saving} {...(needed ? { variant: "primary" as const } : {})}>
              {t("connect.token.renew")}
            </Button>
          </InlineStack>
        </BlockStack>
      </Card>
    </form>
  );
}
