import { Box, BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { EditedProfile } from "../../core/shops/business-profile.ts";

type Props = { profile: EditedProfile; name: string; phone: string; pictureUrl: string | null };

/** The profile as people find it behind the name in a chat. */
export function ProfilePreview({ profile, name, phone, pictureUrl }: Props) {
  const { t } = useTranslation();
  const { about, address, description, email, websites, vertical } = profile;
  const lines = [
    vertical === "UNDEFINED" ? "" : t(`connect.verticals.${vertical}`, { defaultValue: "" }),
    description,
    address,
    email,
    ...websites,
  ].filter(Boolean);
  return (
    <Box background="bg-surface-secondary" borderRadius="300" padding="400">
      <BlockStack gap="400">
        <BlockStack gap="200" inlineAlign="center">
          {pictureUrl ? (
            <img src={pictureUrl} alt="" width={72} height={72} style={{ borderRadius: "50%", objectFit: "cover" }} />
          ) : (
            <div className="profile-initial" aria-hidden="true">
              {[...name][0] ?? ""}
            </div>
          )}
          <Text as="p" variant="headingMd" alignment="center" breakWord>
            {name}
          </Text>
          <Text as="p" tone="subdued" alignment="center">
            <bdi>{phone}</bdi>
          </Text>
        </BlockStack>
        {lines.map((line, index) => (
          <div key={index} dir="auto">
            <Text as="p" breakWord>
              {line}
            </Text>
          </div>
        ))}
        {about ? (
          <div dir="auto">
            <Text as="p" tone="subdued" breakWord>
              {about}
            </Text>
          </div>
        ) : null}
      </BlockStack>
    </Box>
  );
}
