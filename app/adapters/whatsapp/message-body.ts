import type { OutgoingMessage, Recipient } from "#app/core/ports.ts";
import type { MessageContent, TemplateContent } from "#app/core/outbox/message-content.ts";

/** The body of POST /{phone-number-id}/messages. */
export function messageBody(message: OutgoingMessage): Record<string, unknown> {
  return {
    messaging_product: "whatsapp",
    recipient_type: "individual",
    ...addressee(message.recipient),
    ...contentFields(message.content),
    biz_opaque_callback_data: message.callbackData,
  };
}

/** `to` wins over `recipient` at Meta, so only one of them is sent. */
function addressee(recipient: Recipient): Record<string, string> {
  return "phone" in recipient ? { to: recipient.phone } : { recipient: recipient.userId };
}

function contentFields(content: MessageContent): Record<string, unknown> {
  if (content.kind === "text") return { type: "text", text: { body: content.text, preview_url: false } };
  const components = templateComponents(content);
  return {
    type: "template",
    template: {
      name: content.name,
      language: { code: content.language },
      ...(components.length > 0 ? { components } : {}),
    },
  };
}

function templateComponents(content: TemplateContent): unknown[] {
  const buttons = content.buttons.map(({ index, type, value }) => ({
    type: "button",
    sub_type: type,
    // A string in all of Meta's samples.
    index: String(index),
    parameters: [type === "url" ? { type: "text", text: value } : { type: "payload", payload: value }],
  }));
  return [
    ...(content.header.length > 0 ? [{ type: "header", parameters: content.header }] : []),
    ...(content.body.length > 0 ? [{ type: "body", parameters: content.body }] : []),
    ...buttons,
  ];
}
