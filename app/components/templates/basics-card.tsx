import { BlockStack, Card, ChoiceList, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

type Props = {
  category: "utility" | "marketing";
  /** Meta keeps the category of what it has approved. */
  fixed: boolean;
  onChange(category: "utility" | "marketing"): void;
  children?: ReactNode;
};

/** What kind of message it is, and what that means. */
export function BasicsCard({ category, fixed, onChange, children }: Props) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("templateEditor.basics")}
        </Text>
        {children}
        {fixed ? (
          <BlockStack gap="100">
            <Text as="p">{t("templateEditor.category")}</Text>
            <Text as="p" fontWeight="semibold">
              {t(`categories.${category}`)}
            </Text>
            <Text as="p" tone="subdued">
              {t("templateEditor.categoryFixed")}
            </Text>
          </BlockStack>
        ) : (
          <ChoiceList
            title={t("templateEditor.category")}
            choices={(["utility", "marketing"] as const).map((value) => ({
              value,
              label: t(`categories.${value}`),
              helpText: t(`templateEditor.category_${value}`),
            }))}
            selected={[category]}
            onChange={([value]) => onChange(value === "utility" ? "utility" : "marketing")}
          />
        )}
      </BlockStack>
    </Card>
  );
}
