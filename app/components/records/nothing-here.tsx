import { BlockStack, Box, Text } from "@shopify/polaris";

/** In a list's place while there is nothing in it. */
export function NothingHere({ title, text }: { title: string; text: string }) {
  return (
    <Box padding="800" borderBlockStartWidth="025" borderColor="border">
      <BlockStack gap="200" inlineAlign="center">
        <Text as="h2" variant="headingMd" alignment="center">
          {title}
        </Text>
        <Text as="p" tone="subdued" alignment="center">
          {text}
        </Text>
      </BlockStack>
    </Box>
  );
}
