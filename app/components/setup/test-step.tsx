import { BlockStack, Box, Button, Form, InlineStack, Link, Text, TextField } from "@shopify/polaris";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { MessageState } from "../message-state.tsx";
import { reasonText } from "../reason.ts";
import { useSave } from "../use-save.ts";
import type { ShownSetup } from "./setup-guide.tsx";

/** One's own phone as the shopper's: the message goes the whole real road, and its state is followed here. */
export function TestStep({ test }: { test: ShownSetup["test"] }) {
  const { t } = useTranslation();
  const [phone, setPhone] = useState("");
  // One id per press that was answered: pressed twice, or sent again after a lost answer, it is one message.
  const requestId = useRef<string | null>(null);
  const { save, saving, problemOf, answer } = useSave({
    told: "setup.test.onItsWay",
    onSaved: () => void (requestId.current = null),
  });

  function submit() {
    requestId.current ??= crypto.randomUUID();
    save({ intent: "test", phone, requestId: requestId.current });
  }

  return (
    <BlockStack gap="300">
      <Text as="p">{t("setup.test.why")}</Text>
      {test.approved ? (
        <Form onSubmit={submit}>
          <BlockStack gap="300">
            <Box maxWidth="20rem">
              <TextField
                label={t("setup.test.phone")}
                type="tel"
                autoComplete="tel"
                value={phone}
                onChange={setPhone}
                helpText={t("setup.test.phoneHelp")}
                error={problemOf("phone")}
              />
            </Box>
            {answer?.outcome === "refused" ? (
              <Text as="p" tone="critical">
                {t(answer.key)}
              </Text>
            ) : null}
            <InlineStack gap="300" blockAlign="center">
              <Button submit variant="primary" loading={saving}>
                {test.message ? t("setup.test.again") : t("setup.test.action")}
              </Button>
              {test.message ? <Sent message={test.message} /> : null}
            </InlineStack>
          </BlockStack>
        </Form>
      ) : (
        <Text as="p" tone="subdued">
          {t("setup.test.waiting")}
        </Text>
      )}
    </BlockStack>
  );
}

function Sent({ message }: { message: NonNullable<ShownSetup["test"]["message"]> }) {
  const { t } = useTranslation();
  return (
    <InlineStack gap="200" blockAlign="center">
      <MessageState state={message.state} />
      {message.reason ? (
        <Text as="span" tone="subdued">
          {reasonText(t, message.reason)}
        </Text>
      ) : null}
      <Link url={`/app/messages/${message.id}`}>{t("setup.test.look")}</Link>
    </InlineStack>
  );
}
