import type { LinkReferences, OutgoingMessage, Recipient } from "#app/core/ports.ts";
import type {
  MadeDocumentParameter,
  MediaParameter,
  MessageContent,
  TemplateContent,
} from "#app/core/outbox/message-content.ts";

export type MessageBodyOptions = {
  /** Where Meta fetches a file of a shop; without it a message with a file can not be written. */
  mediaUrl?(shopId: string, mediaId: string): string;
  /** Writes the references of counted links; without it a message with one can not be written. */
  links?: LinkReferences;
  /** Where Meta keeps the document that was made for this message; without it one with a made document can not be written. */
  documentId?: string;
  /** The moment of sending, in milliseconds: limited-time offers end a number of hours from it. */
  now?(): number;
};

/** The body of POST /{phone-number-id}/messages. Throws for content that can not be written down. */
export function messageBody(message: OutgoingMessage, options: MessageBodyOptions = {}): Record<string, unknown> {
  return {
    messaging_product: "whatsapp",
    recipient_type: "individual",
    ...addressee(message.recipient),
    ...contentFields(withReferences(message, options.links), options),
    biz_opaque_callback_data: message.callbackData,
  };
}

/** Counted links get their reference now: only now is it known which message they stand in. */
function withReferences({ content, callbackData: messageId }: OutgoingMessage, links?: LinkReferences): MessageContent {
  if (content.kind === "text") return content;
  const refer = (buttons: TemplateContent["buttons"]) =>
    buttons.map((button) => {
      if (!button.counted) return button;
      if (!links) throw new TypeError("a counted link needs somebody to write its reference");
      return { ...button, value: links.write({ messageId, path: button.value }) };
    });
  return {
    ...content,
    buttons: refer(content.buttons),
    ...(content.cards ? { cards: content.cards.map((card) => ({ ...card, buttons: refer(card.buttons) })) } : {}),
  };
}

/** `to` wins over `recipient` at Meta, so only one of them is sent. */
function addressee(recipient: Recipient): Record<string, string> {
  return "phone" in recipient ? { to: recipient.phone } : { recipient: recipient.userId };
}

function contentFields(content: MessageContent, options: MessageBodyOptions): Record<string, unknown> {
  if (content.kind === "text") return { type: "text", text: { body: content.text, preview_url: false } };
  const components = templateComponents(content, options);
  return {
    type: "template",
    template: {
      name: content.name,
      language: { code: content.language },
      ...(components.length > 0 ? { components } : {}),
    },
  };
}

function templateComponents(content: TemplateContent, options: MessageBodyOptions): unknown[] {
  const { header, headerMedia, headerDocument, offerHours, body, cards } = content;
  const file = (media: MediaParameter) => mediaParameter(media, content.mediaShopId, options);
  const offerEnds = offerHours && (options.now ?? Date.now)() + offerHours * 3_600_000;
  return [
    ...(header.length > 0 ? [{ type: "header", parameters: header }] : []),
    ...(headerMedia ? [{ type: "header", parameters: [file(headerMedia)] }] : []),
    ...(headerDocument ? [{ type: "header", parameters: [madeDocument(headerDocument, options)] }] : []),
    ...(offerEnds
      ? [
          {
            type: "limited_time_offer",
            parameters: [{ type: "limited_time_offer", limited_time_offer: { expiration_time_ms: offerEnds } }],
          },
        ]
      : []),
    ...(body.length > 0 ? [{ type: "body", parameters: body }] : []),
    ...buttonComponents(content.buttons),
    ...(cards
      ? [
          {
            type: "carousel",
            cards: cards.map((card, index) => ({
              card_index: index,
              components: [
                { type: "header", parameters: [file(card.media)] },
                ...(card.body.length > 0 ? [{ type: "body", parameters: card.body }] : []),
                ...buttonComponents(card.buttons),
              ],
            })),
          },
        ]
      : []),
  ];
}

function buttonComponents(buttons: TemplateContent["buttons"]): unknown[] {
  const parameter = {
    url: (text: string) => ({ type: "text", text }),
    quick_reply: (payload: string) => ({ type: "payload", payload }),
    copy_code: (coupon_code: string) => ({ type: "coupon_code", coupon_code }),
  };
  return buttons.map(({ index, type, value }) => ({
    type: "button",
    sub_type: type,
    // A string in all of Meta's samples.
    index: String(index),
    parameters: [parameter[type](value)],
  }));
}

function madeDocument({ fileName }: MadeDocumentParameter, { documentId }: MessageBodyOptions): unknown {
  if (!documentId) throw new TypeError("a message with a document of its own needs to know where Meta keeps it");
  return { type: "document", document: { id: documentId, filename: fileName } };
}

function mediaParameter(
  { type, mediaId, fileName }: MediaParameter,
  shopId: string | undefined,
  { mediaUrl }: MessageBodyOptions,
): unknown {
  if (!mediaUrl || !shopId) throw new TypeError("a message with a file needs to know where the file is");
  const link = mediaUrl(shopId, mediaId);
  return { type, [type]: { link, ...(type === "document" && fileName ? { filename: fileName } : {}) } };
}
