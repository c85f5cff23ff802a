import type { TemplateDraft, DraftButton, DraftMedia } from "./model.ts";
import { isRightToLeft } from "./languages.ts";
import { replacePlaceholders } from "./placeholders.ts";
import { receiptFileName } from "./receipt/receipt.ts";

export type PreviewMedia = { kind: "image" | "video" | "document"; url: string | null; fileName: string | null };
export type PreviewButton = { kind: DraftButton["type"]; text: string };

/** A message as a phone shows it: every variable is a value. Plain data, for components. */
export type PreviewMessage = {
  direction: "ltr" | "rtl";
  header: { kind: "text"; text: string } | PreviewMedia | null;
  /** Limited-time offer: its words, the code, and hours until it ends. */
  offer: { text: string; code: string | null; hours: number | null } | null;
  body: string;
  footer: string | null;
  buttons: PreviewButton[];
  cards: { header: PreviewMedia; body: string | null; buttons: PreviewButton[] }[];
};

/** As in the made-up order of the library. */
const sampleOrderName = "#1001";

/** Where the browser finds an uploaded file. */
export function mediaPath(shopId: string, mediaId: string): string {
  return `/media/${shopId}/${mediaId}`;
}

/**
 * What the draft looks like on a phone. Values come from `values`, else from the draft's own samples; a variable without
 * either stays as it is written, so that its writer sees it. Works on drafts that are not valid yet.
 */
export function previewOfDraft(
  draft: TemplateDraft,
  shopId: string,
  values: Readonly<Record<string, string>> = {},
): PreviewMessage {
  const fill = (text: string) =>
    replacePlaceholders(text, (name) => values[name] ?? (draft.samples[name] || `{{${name}}}`));
  const media = (file: DraftMedia): PreviewMedia => ({
    kind: file.format,
    url: file.mediaId ? mediaPath(shopId, file.mediaId) : (file.example ?? null),
    fileName: file.made ? receiptFileName(values["order.name"] ?? sampleOrderName) : (file.fileName ?? null),
  });
  const button = (one: DraftButton): PreviewButton => ({
    kind: one.type,
    text: one.type === "copy_code" ? "" : one.text,
  });
  const code = draft.buttons.find((one) => one.type === "copy_code");
  return {
    direction: isRightToLeft(draft.language) ? "rtl" : "ltr",
    header: draft.headerMedia
      ? media(draft.headerMedia)
      : draft.header
        ? { kind: "text", text: fill(draft.header) }
        : null,
    offer: draft.offer ? { text: draft.offer.text, code: code?.code ?? null, hours: draft.offer.hours } : null,
    body: fill(draft.body),
    footer: draft.footer ?? null,
    buttons: draft.buttons.map(button),
    cards: (draft.cards ?? []).map((card) => ({
      header: media(card.media),
      body: card.body ? fill(card.body) : null,
      buttons: card.buttons.map(button),
    })),
  };
}
