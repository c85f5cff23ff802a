import { BlockStack, Card, Select, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useEditing } from "./editor-context.ts";
import { MediaField } from "./media-field.tsx";
import { VariableTextField } from "./variable-text-field.tsx";

const kinds = ["none", "text", "image", "video", "document", "order_receipt"] as const;
type Kind = (typeof kinds)[number];

/** Nothing, a line of text, or a file above the message. */
export function HeaderFields() {
  const { t } = useTranslation();
  const { draft, change, limits, errorOf } = useEditing();
  const kind: Kind =
    draft.headerMedia?.made ?? draft.headerMedia?.format ?? (draft.header === undefined ? "none" : "text");

  function choose(next: Kind) {
    if (next === "none") change({ header: undefined, headerMedia: undefined });
    else if (next === "text") change({ header: draft.header ?? "", headerMedia: undefined });
    else if (next === "order_receipt") {
      change({ header: undefined, headerMedia: { format: "document", mediaId: null, made: next } });
    } else change({ header: undefined, headerMedia: { format: next, mediaId: null } });
  }

  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("templateEditor.header")}
        </Text>
        <Select
          label={t("templateEditor.headerKind")}
          options={kinds.map((value) => ({ value, label: t(`templateEditor.header_${value}`) }))}
          value={kind}
          onChange={(value) => choose(value as Kind)}
          helpText={kind === "order_receipt" ? t("templateEditor.order_receiptHelp") : undefined}
          error={kind === "none" ? errorOf("header") : undefined}
        />
        {draft.headerMedia && !draft.headerMedia.made ? (
          <MediaField
            media={draft.headerMedia}
            field="header"
            onChange={(headerMedia) => change({ headerMedia, header: undefined })}
          />
        ) : null}
        {kind === "text" ? (
          <VariableTextField
            label={t("templateEditor.headerText")}
            field="header"
            value={draft.header ?? ""}
            onChange={(header) => change({ header })}
            max={limits.header}
          />
        ) : null}
      </BlockStack>
    </Card>
  );
}
