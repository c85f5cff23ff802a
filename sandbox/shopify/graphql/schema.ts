import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from "graphql";
import { z } from "zod";

export type AccessRule = {
  /** Any one of these is enough; empty: nothing that scopes could decide. */
  anyOf: string[];
  /** Shopify's own sentence, repeated in the refusal. */
  text: string;
};

export type AdminSchema = {
  schema: GraphQLSchema;
  /** "Type.field" or "Type" -> what it needs. */
  access: Map<string, AccessRule>;
  /** "Type.field" of protected customer data. */
  protectedFields: Set<string>;
};

const introspection = z.object({
  data: z.object({
    __schema: z.object({
      types: z.array(
        z.object({
          name: z.string(),
          requiredAccess: z.string().nullish(),
          fields: z
            .array(
              z.object({ name: z.string(), requiredAccess: z.string().nullish(), isProtected: z.boolean().nullish() }),
            )
            .nullish(),
        }),
      ),
    }),
  }),
});

const loaded = new Map<string, AdminSchema>();

const realSchemaPath = new URL("../../../app/adapters/shopify/admin-schema-2026-10.json.gz", import.meta.url);

/** The real Admin schema, read once per process (0.2 s). */
export function loadAdminSchema(path: string | undefined): AdminSchema {
  const key = path ?? realSchemaPath.href;
  const cached = loaded.get(key);
  if (cached) return cached;
  const json: unknown = JSON.parse(gunzipSync(readFileSync(path ?? realSchemaPath)).toString("utf8"));
  const { types } = introspection.parse(json).data.__schema;
  const access = new Map<string, AccessRule>();
  const protectedFields = new Set<string>();
  for (const type of types) {
    if (type.requiredAccess) access.set(type.name, parseRequiredAccess(type.requiredAccess));
    for (const field of type.fields ?? []) {
      if (field.requiredAccess) access.set(`${type.name}.${field.name}`, parseRequiredAccess(field.requiredAccess));
      if (field.isProtected) protectedFields.add(`${type.name}.${field.name}`);
    }
  }
  const made = { schema: buildClientSchema((json as { data: IntrospectionQuery }).data), access, protectedFields };
  loaded.set(key, made);
  return made;
}

/**
 * "`read_orders` access scope or `read_marketplace_orders` access scope. Also: The user must …": any scope named before
 * "Also" is enough. What concerns the user's own permissions is not the app's.
 */
export function parseRequiredAccess(text: string): AccessRule {
  const [before = ""] = text.split("Also:");
  const anyOf = [...before.matchAll(/`((?:read|write)_[a-z_]+)`/g)].flatMap((match) => match[1] ?? []);
  return { anyOf, text: text.trim() };
}
