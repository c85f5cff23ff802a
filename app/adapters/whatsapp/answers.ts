import { z } from "zod";
import type { ApiResult, Refusal, RemoteTemplate, SendAnswer } from "#app/core/ports.ts";
import { refusalOf } from "./error-table.ts";
import { storableText } from "./read-json.ts";

/** What came back over HTTP: the status and the body's text. */
export type HttpAnswer = { status: number; text: string };

const errorBody = z.object({
  error: z.object({
    code: z.int32(),
    error_subcode: z.int32().optional().catch(undefined),
    message: z.string().catch(""),
    /** Management calls say what is wrong here, and "Invalid parameter" in `message`. */
    error_user_title: z.string().optional().catch(undefined),
    error_user_msg: z.string().optional().catch(undefined),
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
  summary: z
    .object({ total_count: z.number().int().min(0).optional() })
    .optional()
    .catch(undefined),
  paging: z
    .object({ cursors: z.object({ after: z.string().optional() }).optional(), next: z.string().optional() })
    .optional()
    .catch(undefined),
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

type TemplatePage = { templates: RemoteTemplate[]; after?: string; total?: number };

export function readTemplates(answer: HttpAnswer): ApiResult<TemplatePage> {
  const result = readAnswer(answer, templatesBody);
  if (result.outcome !== "ok") return result;
  const { data, paging, summary } = result.value;
  const total = summary?.total_count;
  const templates = data.map(({ quality_score, rejected_reason, ...template }) => ({
    ...template,
    ...(quality_score?.score ? { quality: quality_score.score } : {}),
    ...(rejected_reason && rejected_reason !== "NONE" ? { rejectedReason: rejected_reason } : {}),
  }));
  // The last page has an "after" cursor too, but no "next".
  const after = paging?.next ? paging.cursors?.after : undefined;
  return {
    outcome: "ok",
    value: { templates, ...(after ? { after } : {}), ...(total === undefined ? {} : { total }) },
  };
}

/** An answer that can not be read settles nothing: Meta may have done what was asked. */
export function readAnswer<T>(answer: HttpAnswer, schema: z.ZodType<T>): ApiResult<T> {
  let json: unknown;
  try {
    json = JSON.parse(answer.text, (_key, value: unknown) => (typeof value === "string" ? storableText(value) : value));
  } catch {
    return unreadable(answer);
  }
  const error = errorBody.safeParse(json);
  if (error.success) {
    const { code, error_subcode, message, error_user_title, error_user_msg, error_data } = error.data.error;
    const details = error_data?.details ?? error_user_msg;
    return {
      outcome: "refused",
      refusal: refusalOf(
        {
          code,
          title: error_user_title ?? message,
          ...(error_subcode === undefined ? {} : { subcode: error_subcode }),
          ...(details ? { details } : {}),
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
