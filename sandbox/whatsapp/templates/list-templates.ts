import type { GraphAnswer } from "../errors.ts";
import { refuse } from "../errors.ts";
import { pickFields, unknownField } from "../graph/pick-fields.ts";
import type { Account, Template } from "../model.ts";

const nodeType = "WhatsAppMessageTemplate";
const usualFields = ["name", "parameter_format", "components", "language", "status", "category", "previous_category"];

/** GET /{waba}/message_templates: filtered, paged by cursors that survive additions and deletions. */
export function listTemplates(account: Account, query: URLSearchParams, selfUrl: string): GraphAnswer {
  const limit = Number(query.get("limit") ?? 25);
  if (!Number.isInteger(limit) || limit < 1) return refuse(100, "Param limit must be a positive number.");
  const all = [...account.templates.values()].filter((template) => matches(template, query));
  const range = pageOf(all, query, Math.min(limit, 1000));
  if (!range) return refuse(100, "Param after or before is not a valid cursor.");
  const page = all.slice(range.from, range.to);
  const first = page[0];
  const last = page.at(-1);
  const fields = query.get("fields");
  const refused = first && unknownField(fieldsOf(first), fields, nodeType);
  if (refused) return refused;
  return {
    status: 200,
    body: {
      data: page.map((template) => pickFields(fieldsOf(template), fields, usualFields)),
      ...(first && last
        ? {
            paging: {
              cursors: { before: cursorOf(first), after: cursorOf(last) },
              ...(range.to < all.length ? { next: pageUrl(selfUrl, query, "after", cursorOf(last)) } : {}),
              ...(range.from > 0 ? { previous: pageUrl(selfUrl, query, "before", cursorOf(first)) } : {}),
            },
          }
        : {}),
      ...summaryOf(query.get("summary"), all.length, account),
    },
  };
}

/** Only what was asked for by name. */
function summaryOf(wanted: string | null, count: number, account: Account): { summary?: Record<string, unknown> } {
  if (!wanted) return {};
  const known: Record<string, unknown> = { total_count: count, message_template_count: account.templates.size };
  const names = wanted.split(",").filter((name) => name in known);
  return { summary: Object.fromEntries(names.map((name) => [name, known[name]])) };
}

function matches(template: Template, query: URLSearchParams): boolean {
  const name = query.get("name");
  const status = query.get("status");
  const language = query.get("language");
  const category = query.get("category");
  const words = query.get("name_or_content");
  return (
    (!name || template.name.includes(name)) &&
    (!status || status.toUpperCase().split(",").includes(template.status)) &&
    (!language || template.language === language) &&
    (!category || template.category === category.toUpperCase()) &&
    (!words || template.name.includes(words) || template.compiled.body.text.includes(words))
  );
}

function pageOf(all: Template[], query: URLSearchParams, limit: number): { from: number; to: number } | null {
  const after = query.get("after");
  const before = query.get("before");
  if (after) {
    const id = readCursor(after);
    if (id === null) return null;
    // Ids grow, so a template deleted meanwhile leaves the cursor where it was.
    const index = all.findIndex((template) => Number(template.id) > id);
    const from = index === -1 ? all.length : index;
    return { from, to: Math.min(all.length, from + limit) };
  }
  if (before) {
    const id = readCursor(before);
    if (id === null) return null;
    const index = all.findIndex((template) => Number(template.id) >= id);
    const to = index === -1 ? all.length : index;
    return { from: Math.max(0, to - limit), to };
  }
  return { from: 0, to: Math.min(all.length, limit) };
}

function cursorOf(template: Template): string {
  return Buffer.from(`t:${template.id}`).toString("base64url");
}

function readCursor(cursor: string): number | null {
  const match = /^t:(\d+)$/.exec(Buffer.from(cursor, "base64url").toString());
  return match ? Number(match[1]) : null;
}

function pageUrl(selfUrl: string, query: URLSearchParams, direction: "after" | "before", cursor: string): string {
  const next = new URLSearchParams(query);
  next.delete("after");
  next.delete("before");
  next.set(direction, cursor);
  return `${selfUrl}?${next.toString()}`;
}

/** GET /{template} */
export function showTemplate(template: Template, fields: string | null): GraphAnswer {
  const all = fieldsOf(template);
  return unknownField(all, fields, nodeType) ?? { status: 200, body: pickFields(all, fields, usualFields) };
}

function fieldsOf(template: Template): Record<string, unknown> {
  return {
    name: template.name,
    parameter_format: template.parameterFormat,
    components: template.components,
    language: template.language,
    status: template.status,
    category: template.category,
    previous_category: template.previousCategory ?? undefined,
    correct_category: undefined,
    sub_category: undefined,
    message_send_ttl_seconds: undefined,
    rejected_reason: template.rejectedReason,
    quality_score: { score: template.quality },
    id: template.id,
  };
}
