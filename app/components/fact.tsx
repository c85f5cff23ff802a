import { InlineGrid, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

/** One line of a description: what it is, and what it says. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <InlineGrid columns={{ xs: 1, sm: ["oneThird", "twoThirds"] }} gap={{ xs: "050", sm: "400" }}>
      <Text as="p" tone="subdued">
        {label}
      </Text>
      <Text as="span" breakWord>
        {children}
      </Text>
    </InlineGrid>
  );
}
