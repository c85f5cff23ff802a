import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import {
  buildClientSchema,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type IntrospectionQuery,
} from "graphql";
import { expect, test } from "vitest";
import { scopesOfRule } from "#app/core/automations/step-scopes.ts";
import { documents } from "./documents.ts";

type Access = { requiredAccess?: string | null };
type RawType = Access & { name: string; fields?: (Access & { name: string })[] | null };

const raw = JSON.parse(
  gunzipSync(readFileSync(new URL("./admin-schema-2026-10.json.gz", import.meta.url))).toString(),
) as {
  data: IntrospectionQuery & { __schema: { types: RawType[] } };
};
const schema = buildClientSchema(raw.data);
const types = new Map((raw.data.__schema.types as RawType[]).map((type) => [type.name, type]));
const toml = readFileSync(new URL("../../../shopify.app.toml", import.meta.url), "utf8");

test.each(Object.entries(documents))("%s is a document the real 2026-10 schema accepts", (_name, document) => {
  expect(validate(schema, parse(document)).map((error) => error.message)).toEqual([]);
});

/** Of alternatives ("`read_orders` access scope, `read_marketplace_orders` …") one is enough: the one every shop can give. */
function neededScope(requiredAccess: string | null | undefined): string | null {
  const scopes = [...(requiredAccess ?? "").matchAll(/`((?:read|write)_[a-z_]+)`/g)].map((match) => match[1] ?? "");
  return scopes[0] ?? null;
}

function scopesOf(document: string): Set<string> {
  const found = new Set<string>();
  const info = new TypeInfo(schema);
  const add = (requiredAccess: string | null | undefined) => {
    const scope = neededScope(requiredAccess);
    if (scope) found.add(scope);
  };
  visit(
    parse(document),
    visitWithTypeInfo(info, {
      Field(node) {
        const parent = types.get(info.getParentType()?.name ?? "");
        add(parent?.requiredAccess);
        add(parent?.fields?.find((field) => field.name === node.name.value)?.requiredAccess);
      },
    }),
  );
  return found;
}

const quoted = (list = "") => [...list.matchAll(/"([^"]+)"/g)].map((match) => match[1] ?? "");

/** What Shopify asks for before it delivers a topic; the rest needs no scope. */
const scopeOfTopic: [RegExp, string][] = [
  [/^(carts|checkouts|orders|refunds)\//, "read_orders"],
  [/^(fulfillments|fulfillment_events)\//, "read_fulfillments"],
  [/^returns\//, "read_returns"],
  [/^(variants|products)\//, "read_products"],
  [/^(customer\.|(customers|customers_whats_app_marketing_consent)\/)/, "read_customers"],
];

/** tagsAdd takes any object; the schema names no scope. Tagging an order is writing it. */
const scopeOfMutation: Partial<Record<keyof typeof documents, string>> = {
  tagOrder: "write_orders",
  tagCustomer: "write_customers",
};

test("shopify.app.toml asks for the scopes that documents and topics need, and for no other", () => {
  const required = (/^scopes = "(.*)"$/m.exec(toml)?.[1] ?? "").split(",");
  const optional = quoted(/^optional_scopes = \[([^\]]*)\]/m.exec(toml)?.[1]);
  const topics = [...toml.matchAll(/^topics = \[([^\]]*)\]/gm)].flatMap((match) => quoted(match[1]));
  const needed = new Set<string>();
  for (const document of Object.values(documents)) for (const scope of scopesOf(document)) needed.add(scope);
  for (const scope of Object.values(scopeOfMutation)) needed.add(scope);
  for (const topic of topics) for (const [pattern, scope] of scopeOfTopic) if (pattern.test(topic)) needed.add(scope);
  // Shopify asks it of every app with [app_proxy]; no document shows it.
  if (toml.includes("[app_proxy]")) needed.add("write_app_proxy");
  // A product's or variant's id comes with a line item; nothing of the product itself is read beyond the topics' scope.
  expect([...required, ...optional].sort()).toEqual([...needed].sort());
  expect(required).toEqual(required.toSorted());
  // What an automation asks for may be declined; everything else nobody could install without.
  expect(optional).toEqual([...new Set(Object.values(scopesOfRule).flat())].sort());
  expect(topics.length).toBeGreaterThan(25);
});

test("the compliance topics are subscribed to at the API version of the documents", () => {
  expect(toml).toContain('api_version = "2026-10"');
  expect(toml).toContain('compliance_topics = ["customers/data_request", "customers/redact", "shop/redact"]');
});
