import { BlockStack, Button, DropZone, InlineError, InlineStack, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { DraftMedia } from "../../core/templates/model.ts";
import { useEditing } from "./editor-context.ts";

export type UploadAnswer =
  | { outcome: "stored"; mediaId: string; fileName: string }
  | { outcome: "refused"; key: string; values?: Record<string, string | number> };

type Props = { media: DraftMedia; field: string; onChange(media: DraftMedia): void };

const accepted = { image: "image/jpeg,image/png", video: "video/mp4", document: "application/pdf" };

/** Chooses and uploads the file a header or a card shows. */
export function MediaField({ media, field, onChange }: Props) {
  const { t } = useTranslation();
  const { errorOf, touch } = useEditing();
  const upload = useFetcher<UploadAnswer>();
  const { state, data } = upload;
  const taken = useRef<unknown>(undefined);
  useEffect(() => {
    if (state !== "idle" || !data || taken.current === data) return;
    taken.current = data;
    if (data.outcome === "stored") onChange({ format: media.format, mediaId: data.mediaId, fileName: data.fileName });
  }, [state, data, media.format, onChange]);

  function send(file: File | undefined) {
    if (!file || state !== "idle") return;
    const form = new FormData();
    form.set("format", media.format);
    form.set("file", file);
    upload.submit(form, { method: "post", action: "/app/templates/media", encType: "multipart/form-data" });
  }

  const refused = data?.outcome === "refused" && state === "idle" ? t(data.key, data.values ?? {}) : undefined;
  const error = refused ?? errorOf(field);
  return (
    <div data-problem={error ? "" : undefined}>
      <BlockStack gap="200">
        {media.mediaId ? (
          <InlineStack gap="300" blockAlign="center">
            <Text as="span" breakWord>
              {media.fileName ?? t(`templatePreview.${media.format}`)}
            </Text>
            <Button
              variant="plain"
              onClick={() => onChange({ format: media.format, mediaId: null })}
              accessibilityLabel={t("templateEditor.otherFileOf", { file: media.fileName ?? "" })}
            >
              {t("templateEditor.otherFile")}
            </Button>
          </InlineStack>
        ) : (
          <DropZone
            label={t(`templateEditor.file_${media.format}`)}
            accept={accepted[media.format]}
            allowMultiple={false}
            disabled={state !== "idle"}
            onDrop={(_files, [file], rejected) => {
              touch(field);
              send(file ?? rejected[0]);
            }}
            variableHeight
          >
            <DropZone.FileUpload
              actionTitle={t(state === "idle" ? "templateEditor.chooseFile" : "templateEditor.uploading")}
              actionHint={t(`templateEditor.fileHint_${media.format}`)}
            />
          </DropZone>
        )}
        {error ? <InlineError message={error} fieldID={field} /> : null}
      </BlockStack>
    </div>
  );
}
