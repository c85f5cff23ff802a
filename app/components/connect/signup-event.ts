/** What Meta's window tells the page that opened it. */
export type SignupEvent =
  /** `phoneNumberId` is missing when the merchant chose none, or kept the number in the WhatsApp Business app. */
  | { kind: "finished"; wabaId: string; phoneNumberId?: string }
  | { kind: "cancelled" }
  /** The merchant reported a problem; `message` is Meta's. */
  | { kind: "failed"; message: string };

const finishes = new Set(["FINISH", "FINISH_ONLY_WABA", "FINISH_WHATSAPP_BUSINESS_APP_ONBOARDING"]);
const metaId = /^\d{6,25}$/;

/**
 * Reads a `message` event of Embedded Signup; null for everything else. Any page may post anything to any window: only
 * exactly these origins are believed, and "https://www.facebook.com.example" is none of them.
 */
export function readSignupEvent(origins: readonly string[], origin: string, data: unknown): SignupEvent | null {
  if (!origins.includes(origin)) return null;
  const event = fieldsOf(typeof data === "string" ? parsed(data) : data);
  if (event?.type !== "WA_EMBEDDED_SIGNUP" || typeof event.event !== "string") return null;
  const { waba_id, phone_number_id, error_message } = fieldsOf(event.data) ?? {};
  if (finishes.has(event.event)) {
    if (!isMetaId(waba_id)) return null;
    return {
      kind: "finished",
      wabaId: waba_id,
      ...(isMetaId(phone_number_id) ? { phoneNumberId: phone_number_id } : {}),
    };
  }
  // A problem the merchant reported comes as CANCEL too, with a message in the place of a step.
  if (event.event !== "CANCEL" && event.event !== "ERROR") return null;
  if (typeof error_message === "string" && error_message !== "") return { kind: "failed", message: error_message };
  return event.event === "ERROR" ? { kind: "failed", message: "" } : { kind: "cancelled" };
}

function isMetaId(value: unknown): value is string {
  return typeof value === "string" && metaId.test(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function fieldsOf(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
}
