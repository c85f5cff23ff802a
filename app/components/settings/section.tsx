import { BlockStack, Card, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

/** A group of fields with what they are about. */
export function Section({ title, about, children }: { title: string; about?: string; children: ReactNode }) {
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          {about ? (
            <Text as="p" tone="subdued">
              {about}
            </Text>
          ) : null}
        </BlockStack>
        {children}
      </BlockStack>
    </Card>
  );
}
