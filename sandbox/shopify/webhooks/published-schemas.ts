import { createRequire } from "node:module";
import { z } from "zod";

type JsonSchema = { [keyword: string]: unknown };

/** Only of tests: the package's own types end in `any`. */
const published = createRequire(import.meta.url)("shopify-webhook-schemas") as {
  schemaForWebhook(version: string, topic: string): JsonSchema | undefined;
};

/**
 * Fields the published schemas, which are inferred from examples, declare more strictly than Shopify sends them: an
 * address without phone or province, an order without addresses or mail, a parcel without a number. Published examples of
 * other topics, and Shopify's REST reference, have null in each of them.
 */
const nullable = new Set([
  "phone",
  "province",
  "province_code",
  "first_name",
  "last_name",
  "email",
  "contact_email",
  "billing_address",
  "shipping_address",
  "tracking_company",
  "tracking_number",
  "tracking_url",
  "created_at",
  "updated_at",
  "domain",
  "error_code",
  "latitude",
  "longitude",
  "address2",
  "company",
  "compare_at_price",
  "image",
  "message",
  "note",
  "origin_address",
  "properties",
  "total_duties",
]);
/** Absent when the thing has none: a checkout without contact, an order of a guest. */
const optional = new Set(["customer", "billing_address", "shipping_address", "default_address", "destination"]);

/** What is wrong with a payload by the published 2026-07 schema of its topic; [] when nothing is. */
export function problemsOfPayload(topic: string, body: string): string[] {
  const schema = published.schemaForWebhook("2026-07", topic);
  if (!schema) return [`there is no published schema of ${topic}`];
  // JSON Schema knows integers, not how many digits a JS number holds: long ids are checked as short ones.
  const payload: unknown = JSON.parse(body.replace(/([:[,]\s*)\d{16,}(?=\s*[,}\]])/g, "$11"));
  const answer = z.fromJSONSchema(loosen(schema)).safeParse(payload);
  return answer.success ? [] : answer.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
}

function loosen(schema: JsonSchema): JsonSchema {
  const { items, properties, required, format: _format, ...rest } = schema;
  const made: JsonSchema = { ...rest };
  // "items: false" is what the inference makes of an example whose list was empty.
  if (isSchema(items)) made["items"] = loosen(items);
  if (isSchema(properties)) {
    made["properties"] = Object.fromEntries(
      Object.entries(properties).map(([name, value]) => [name, loosenProperty(name, value)]),
    );
  }
  if (Array.isArray(required)) made["required"] = required.filter((name) => !optional.has(String(name)));
  return made;
}

function loosenProperty(name: string, value: unknown): unknown {
  if (!isSchema(value)) return value;
  const inner = loosen(value);
  // A tax rate of an example happened to be whole.
  if (name === "rate") return { type: "number" };
  // A type of only "null" says that no example had a value.
  if (inner["type"] === "null" || (inner["type"] === undefined && !inner["anyOf"])) return {};
  return nullable.has(name) ? { anyOf: [inner, { type: "null" }] } : inner;
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
