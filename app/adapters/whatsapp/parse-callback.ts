import type { z } from "zod";
import type { CallbackItem, ParsedCallback } from "#app/core/callbacks/callback-item.ts";
import {
  accountUpdateShape,
  capabilityShape,
  changeShape,
  entryShape,
  envelopeShape,
  numberUpdateShape,
  templateUpdateShape,
} from "./callback-shapes.ts";
import { parseMessagesValue } from "./parse-messages-value.ts";
import type { PartParsed } from "./part-parsed.ts";
import { readJson } from "./read-json.ts";

type Value = Record<string, unknown>;

/**
 * Reads one callback body: every entry, change, message and status of it. What is not understood is counted by name and
 * costs nothing else in the body. Pure; ids never pass through a JS number.
 */
export function parseCallback(body: Uint8Array): ParsedCallback {
  let json: unknown;
  try {
    json = readJson(body);
  } catch {
    return { outcome: "unreadable", why: "not_json" };
  }
  const envelope = envelopeShape.safeParse(json);
  if (!envelope.success) return { outcome: "unreadable", why: "not_a_callback" };
  const parts = envelope.data.entry.map(parseEntry);
  return {
    outcome: "parsed",
    items: parts.flatMap((part) => part.items),
    unknown: countByKind(parts.flatMap((part) => part.unknown)),
  };
}

function parseEntry(raw: unknown): PartParsed {
  const entry = entryShape.safeParse(raw);
  if (!entry.success) return { items: [], unknown: ["entry"] };
  const parts = entry.data.changes.map((change) => parseChange(entry.data, change));
  return { items: parts.flatMap((part) => part.items), unknown: parts.flatMap((part) => part.unknown) };
}

function parseChange({ id: wabaId, time }: { id: string; time?: Date }, raw: unknown): PartParsed {
  const change = changeShape.safeParse(raw);
  if (!change.success) return { items: [], unknown: ["change"] };
  const { field, value } = change.data;
  const item = itemOf(wabaId, field, value, time);
  if (item === "messages") return parseMessagesValue(wabaId, field, value);
  return item ? { items: [item], unknown: [] } : { items: [], unknown: [`field:${field}`] };
}

function itemOf(wabaId: string, field: string, value: Value, time?: Date): CallbackItem | "messages" | null {
  switch (field) {
    case "messages":
    case "user_preferences":
    case "user_id_update":
      return "messages";
    case "message_template_status_update":
    case "message_template_quality_update":
    case "message_template_components_update":
    case "template_category_update":
      return templateUpdate(wabaId, field, value, time);
    case "phone_number_quality_update":
      return read(numberUpdateShape, value, (v) => ({
        kind: "number_update",
        wabaId,
        displayPhone: v.display_phone_number,
        event: v.event,
        limit: v.max_daily_conversations_per_business ?? v.current_limit,
      }));
    case "business_capability_update":
      return read(capabilityShape, value, (v) => {
        const limit = v.max_daily_conversations_per_business ?? v.max_daily_conversation_per_phone;
        return limit === undefined ? null : { kind: "capability_update", wabaId, limit };
      });
    case "account_update":
      return read(accountUpdateShape, value, (v) => {
        // Of several restrictions the one on messages counts.
        const restriction =
          v.restriction_info?.find((r) => r.restriction_type?.includes("MESSAG")) ?? v.restriction_info?.[0];
        return {
          kind: "account_update",
          wabaId,
          event: v.event,
          note: v.ban_info?.waba_ban_state ?? restriction?.restriction_type ?? v.violation_info?.violation_type,
          liftsAt: restriction?.expiration,
        };
      });
    default:
      return null;
  }
}

function templateUpdate(wabaId: string, field: string, value: Value, time?: Date): CallbackItem | null {
  return read(templateUpdateShape, value, (v) => {
    if (v.message_template_id === undefined && v.message_template_name === undefined) return null;
    return {
      kind: "template_update",
      wabaId,
      field,
      templateId: v.message_template_id,
      name: v.message_template_name,
      language: v.message_template_language,
      event: v.event,
      reason: v.reason,
      category: v.new_category ?? v.message_template_category,
      quality: v.new_quality_score,
      occurredAt: time,
      value: v,
    };
  });
}

function read<T extends z.ZodType, R>(shape: T, value: Value, make: (read: z.infer<T>) => R): R | null {
  const result = shape.safeParse(value);
  return result.success ? make(result.data) : null;
}

/** Names come from outside and end in a log and a column: only short, harmless ones pass as they are. */
function countByKind(names: readonly string[]) {
  const counts = new Map<string, number>();
  for (const name of names) {
    const kind = /^[a-z0-9_:]{1,80}$/i.test(name) ? name : `${name.split(":", 1)[0]?.slice(0, 20) ?? ""}:other`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => ({ kind, count }));
}
