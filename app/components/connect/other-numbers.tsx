import { useNavigate } from "@remix-run/react";
import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { NumberChoice } from "../../core/shops/check-connection.ts";
import { useSave } from "../use-save.ts";
import type { ConnectAnswer } from "./connect-answer.ts";
import { ConnectAnswerBanner } from "./connect-answer-banner.tsx";

/** Numbers the account has at Meta that do not write for this shop yet. */
export function OtherNumbers({ numbers }: { numbers: readonly NumberChoice[] | null }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState("");
  const { save, saving, answer } = useSave<ConnectAnswer>({
    told: "connect.connected",
    onSaved: ({ numberId }) => navigate(`/app/connect/numbers/${numberId ?? ""}`),
  });
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("connect.others.title")}
        </Text>
        {numbers === null ? (
          <Text as="p">{t("connect.unavailable")}</Text>
        ) : numbers.length === 0 ? (
          <Text as="p" tone="subdued">
            {t("connect.others.none")}
          </Text>
        ) : null}
        {saving ? null : <ConnectAnswerBanner answer={answer} />}
        {numbers?.map(({ phoneNumberId, displayPhone, verifiedName }) => (
          <InlineStack key={phoneNumberId} align="space-between" blockAlign="center" gap="200">
            <BlockStack>
              <Text as="span" fontWeight="medium">
                <bdi>{displayPhone}</bdi>
              </Text>
              <Text as="span" tone="subdued">
                {verifiedName}
              </Text>
            </BlockStack>
            <Button
              accessibilityLabel={t("connect.others.connectThis", { phone: displayPhone })}
              loading={saving && chosen === phoneNumberId}
              disabled={saving}
              onClick={() => {
                setChosen(phoneNumberId);
                save({ intent: "connect", phoneNumberId });
              }}
            >
              {t("connect.others.connect")}
            </Button>
          </InlineStack>
        ))}
      </BlockStack>
    </Card>
  );
}
