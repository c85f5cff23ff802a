import { messageBody } from "#app/adapters/whatsapp/message-body.ts";
import type { TemplateContent } from "#app/core/outbox/message-content.ts";
import { phoneNumberId } from "./settings.ts";

/** An order confirmation as the road plans it. */
export function confirmationContent(orderName: string): TemplateContent {
  const values = ["Ada", orderName, "Bench", "Oak bowl and 2 × Tray", "€49.90"];
  return {
    kind: "template",
    name: "order_confirmed",
    language: "en",
    header: [],
    body: values.map((text) => ({ type: "text", text })),
    buttons: [{ index: 0, type: "url", value: "548380009/orders/b1946ac92492d234" }],
  };
}

/** The same as the body of one call to the Cloud API. */
export function confirmationBody(phone: string, orderName: string): Record<string, unknown> {
  const content = confirmationContent(orderName);
  return messageBody({ phoneNumberId, recipient: { phone }, content, callbackData: `bare-${phone}` });
}
