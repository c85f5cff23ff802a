import { z } from "zod";
import type { ApiResult, Refusal, RemoteNumber, RemoteTemplate, SendAnswer } from "#app/core/ports.ts";
import { refusalOf } from "./error-table.ts";
import { storableText } from "./read-json.ts";

/** What came back over HTTP: the status and the body's text. */
export type HttpAnswer = { status: number; text: string };

const errorBody = z.object({
  error: z.object({
    code: z.int32(),
    error_subcode: z.int32().optional().catch(undefined),
    message: z.string().catch(""),
    error_data: z.object({ details: z.string().optional() }).optional().catch(undefined),
  }),
});

const sendBody = z.object({
  contacts: z
    .array(z.object({ wa_id: z.string().optional(), user_id: z.string().optional() }))
    .optional()
    .catch(undefined),
  messages: z.array(z.object({ id: z.string().min(1) })).min(1),
});

const createdTemplateBody = z.object({ id: z.string(), status: z.string(), category: z.string() });

const templatesBody = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      language: z.string(),
      status: z.string(),
      category: z.string(),
      quality_score: z.object({ score: z.string().optional() }).optional().catch(undefined),
      rejected_reason: z.string().optional().catch(undefined),
      components: z.array(z.unknown()).catch([]),
    }),
  ),
  paging: z
    .object({ cursors: z.object({ after: z.string().optional() }).optional(), next: z.string().optional() })
    .optional()
    .catch(undefined),
});

const numberBody = z.object({
  display_phone_number: z.string(),
  verified_name: z.string().catch(""),
  quality_rating: z.string().catch("UNKNOWN"),
  throughput: z.object({ level: z.string() }).optional().catch(undefined),
  /** Coexistence: the number is used in the WhatsApp Business app too. */
  is_on_biz_app: z.boolean().optional().catch(undefined),
  whatsapp_business_manager_messaging_limit: z.string().optional().catch(undefined),
});

const successBody = z.object({ success: z.boolean() });

export function readSendAnswer(answer: HttpAnswer): SendAnswer {
  const result = readAnswer(answer, sendBody);
  if (result.outcome !== "ok") return result;
  const [message] = result.value.messages;
  const contact = result.value.contacts?.[0];
  // zod has checked that there is one.
  if (!message) return { outcome: "unknown", cause: "answer without message id" };
  return {
    outcome: "accepted",
    wamid: message.id,
    ...(contact?.wa_id ? { waId: contact.wa_id } : {}),
    ...(contact?.user_id ? { userId: contact.user_id } : {}),
  };
}

export function readCreatedTemplate(answer: HttpAnswer): ApiResult<{ id: string; status: string; category: string }> {
  return readAnswer(answer, createdTemplateBody);
}

export function readSuccess(answer: HttpAnswer): ApiResult<{ success: boolean }> {
  return readAnswer(answer, successBody);
}

export function readRemoteNumber(answer: HttpAnswer): ApiResult<RemoteNumber> {
  const result = readAnswer(answer, numberBody);
  if (result.outcome !== "ok") return result;
  const number = result.value;
  return {
    outcome: "ok",
    value: {
      displayPhone: `+${number.display_phone_number.replace(/\D/g, "")}`,
      verifiedName: number.verified_name,
      quality: number.quality_rating,
      ratePerSecond: ratePerSecond(number.throughput?.level, number.is_on_biz_app),
      tierLimit: tierLimit(number.whatsapp_business_manager_messaging_limit),
    },
  };
}

/** Messages a second, in and out together. */
function ratePerSecond(level: string | undefined, isOnBusinessApp: boolean | undefined): number {
  if (isOnBusinessApp) return 20;
  return level === "HIGH" ? 1000 : 80;
}

/** "TIER_250", "TIER_2K", "TIER_100K", "TIER_UNLIMITED". An unknown word is read as the smallest: too careful heals, too bold does not. */
function tierLimit(tier: string | undefined): number | null {
  if (tier === "TIER_UNLIMITED") return null;
  const match = /^TIER_(\d+)(K?)$/.exec(tier ?? "");
  return match ? Number(match[1]) * (match[2] ? 1000 : 1) : 250;
}

export function readTemplates(answer: HttpAnswer): ApiResult<{ templates: RemoteTemplate[]; after?: string }> {
  const result = readAnswer(answer, templatesBody);
  if (result.outcome !== "ok") return result;
  const { data, paging } = result.value;
  const templates = data.map(({ quality_score, rejected_reason, ...template }) => ({
    ...template,
    ...(quality_score?.score ? { quality: quality_score.score } : {}),
    ...(rejected_reason && rejected_reason !== "NONE" ? { rejectedReason: rejected_reason } : {}),
  }));
  // The last page has an "after" cursor too, but no "next".
  const after = paging?.next ? paging.cursors?.after : undefined;
  return { outcome: "ok", value: { templates, ...(after ? { after } : {}) } };
}

/** An answer that can not be read settles nothing: Meta may have done what was asked. */
function readAnswer<T>(answer: HttpAnswer, schema: z.ZodType<T>): ApiResult<T> {
  let json: unknown;
  try {
    json = JSON.parse(answer.text, (_key, value: unknown) => (typeof value === "string" ? storableText(value) : value));
  } catch {
    return unreadable(answer);
  }
  const error = errorBody.safeParse(json);
  if (error.success) {
    const { code, error_subcode, message, error_data } = error.data.error;
    return {
      outcome: "refused",
      refusal: refusalOf(
        {
          code,
          title: message,
          ...(error_subcode === undefined ? {} : { subcode: error_subcode }),
          ...(error_data?.details ? { details: error_data.details } : {}),
        },
        answer.status,
      ),
    };
  }
  const body = schema.safeParse(json);
  if (body.success && answer.status >= 200 && answer.status < 300) return { outcome: "ok", value: body.data };
  return unreadable(answer);
}

/**
 * 429 and 503 say by themselves that the request was turned away, whatever stands in the body (a balancer's page, say).
 * Of 500, 502 and 504 nobody knows how far the request got.
 */
function unreadable({
  status,
}: HttpAnswer): { outcome: "refused"; refusal: Refusal } | { outcome: "unknown"; cause: string } {
  if (status === 429 || status === 503) {
    return { outcome: "refused", refusal: refusalOf({ code: status, title: `HTTP ${status}` }, status) };
  }
  return { outcome: "unknown", cause: `unreadable answer with status ${status}` };
}
