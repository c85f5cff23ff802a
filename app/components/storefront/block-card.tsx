import { Badge, BlockStack, Button, Card, InlineGrid, InlineStack, Text, type BadgeProps } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { BlockPreview, type PreviewProps } from "./block-preview.tsx";
import type { BlockState } from "./use-blocks.ts";

/** A way into the editor. `done`: what it is called when the block is there already. */
export type EditorLink = { label: string; url: string };

type Props = {
  title: string;
  text: string;
  /** One, or one for each page it stands on with what that is called. */
  states: { name?: string; state: BlockState }[];
  links: EditorLink[];
  preview: PreviewProps;
  /** What it brought. */
  children: ReactNode;
};

/** One block of the storefront: whether it is there, how to put it there, what it brought, and beside that how it looks. */
export function BlockCard({ title, text, states, links, preview, children }: Props) {
  const isThere = states.every(({ state }) => state === "on");
  return (
    <Card>
      <InlineGrid columns={{ xs: 1, md: 2 }} gap={{ xs: "400", md: "600" }}>
        <BlockStack gap="400">
          <BlockStack gap="200">
            <Text as="h2" variant="headingMd">
              {title}
            </Text>
            {states.map(({ name, state }) => (
              <StateLine key={name ?? ""} name={name} state={state} />
            ))}
            <Text as="p">{text}</Text>
          </BlockStack>
          <BlockStack gap="200">{children}</BlockStack>
          <InlineStack gap="200">
            {links.map(({ label, url }, at) => (
              <Button key={url} url={url} external variant={at === 0 && !isThere ? "primary" : undefined}>
                {label}
              </Button>
            ))}
          </InlineStack>
        </BlockStack>
        <BlockPreview {...preview} />
      </InlineGrid>
    </Card>
  );
}

const tones: Partial<Record<BlockState, BadgeProps["tone"]>> = { on: "success", unavailable: "attention" };

function StateLine({ name, state }: { name: string | undefined; state: BlockState }) {
  const { t } = useTranslation();
  const onOrderPage = name !== undefined && (state === "on" || state === "off");
  return (
    <InlineStack gap="200" blockAlign="center">
      {name ? <Text as="span">{name}</Text> : null}
      <Badge tone={tones[state]}>
        {t(onOrderPage ? `storefront.pageState.${state}` : `storefront.state.${state}`)}
      </Badge>
    </InlineStack>
  );
}
