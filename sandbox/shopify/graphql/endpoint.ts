import {
  execute,
  getNamedType,
  getOperationAST,
  GraphQLError,
  Kind,
  parse,
  validate,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type OperationDefinitionNode,
} from "graphql";
import { z } from "zod";
import { json, sleep, type Answer } from "../http.ts";
import { holdsScope } from "../webhooks/topics.ts";
import type { World } from "../world.ts";
import { accessDenied } from "./access-denied.ts";
import { queryCost } from "./cost.ts";
import { createRoot } from "./root.ts";
import { loadAdminSchema, type AdminSchema } from "./schema.ts";
import type { SearchReport } from "./searches.ts";

const maxQueryCost = 1000;
const docs = "https://shopify.dev/api/usage";

const request = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

/** POST graphql.json: refused, throttled or executed against the real schema over the shop's state. */
export async function answerGraphql(world: World, body: Buffer, token: string): Promise<Answer | "drop"> {
  const faults = world.faults.graphql;
  await sleep(faults.latencyMs);
  world.graphqlStats.requests += 1;
  const trouble = planned(world);
  if (trouble) return trouble;
  if (world.tokens.check(token) === null) {
    report(world, "", 401, []);
    return json(401, { errors: "[API] Invalid API key or access token (unrecognized login or wrong password)" });
  }
  const parsed = request.safeParse(readJson(body));
  if (!parsed.success) return json(400, { errors: { query: "Required parameter missing or invalid" } });
  const { query, operationName } = parsed.data;
  const variables = parsed.data.variables ?? {};

  const admin = loadAdminSchema(world.options.schemaPath);
  const document = readDocument(query);
  if (document instanceof GraphQLError) return refuse(world, query, [document]);
  const problems = validate(admin.schema, document);
  if (problems.length > 0) return refuse(world, query, problems);
  const operation = getOperationAST(document, operationName);
  if (!operation) return refuse(world, query, [new GraphQLError("No operation was chosen among several")]);
  return run(world, admin, document, operation, variables);
}

function run(
  world: World,
  admin: AdminSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): Answer {
  const faults = world.faults.graphql;
  const requested = queryCost(admin.schema, document, operation, variables);
  if (requested > maxQueryCost) {
    return refuse(world, nameOf(operation), [
      new GraphQLError(`Query cost is ${requested}, which exceeds the single query max cost limit (${maxQueryCost}).`, {
        extensions: {
          code: "MAX_COST_EXCEEDED",
          cost: requested,
          maxCost: maxQueryCost,
          documentation: `${docs}/rate-limits`,
        },
      }),
    ]);
  }
  const isThrottled = faults.throttleNext > 0;
  if (isThrottled) faults.throttleNext -= 1;
  if (isThrottled || !world.bucket.take(requested)) {
    world.graphqlStats.throttled += 1;
    report(world, nameOf(operation), 200, ["THROTTLED"]);
    return json(200, {
      errors: [{ message: "Throttled", extensions: { code: "THROTTLED", documentation: `${docs}/rate-limits` } }],
      extensions: { cost: cost(world, requested, null) },
    });
  }

  const searches: SearchReport[] = [];
  const result = execute({
    schema: admin.schema,
    document,
    operationName: operation.name?.value,
    variableValues: variables,
    rootValue: createRoot(world, searches),
    fieldResolver: guardedResolver(world, admin),
    typeResolver: (value: unknown) => typenameOf(value),
  }) as ExecutionResult;

  const actual = queryCost(admin.schema, document, operation, variables, result.data ?? {});
  world.bucket.giveBack(Math.max(0, requested - actual));
  const errors = result.errors ?? [];
  if (errors.length > 0) world.graphqlStats.refused += 1;
  report(
    world,
    nameOf(operation),
    200,
    errors.map((error) => error.message),
  );
  return json(
    200,
    {
      ...(errors.length > 0 ? { errors } : {}),
      data: result.data ?? null,
      extensions: {
        cost: cost(world, requested, actual),
        ...(searches.some((search) => search.warnings.length > 0) ? { search: searches } : {}),
      },
    },
    { "x-shopify-api-version": "2026-10" },
  );
}

/** Scopes and protected data are looked at field by field, as Shopify does: the rest of the answer still comes. */
function guardedResolver(world: World, admin: AdminSchema): GraphQLFieldResolver<unknown, unknown> {
  return (source, args, context, info) => {
    const field = `${info.parentType.name}.${info.fieldName}`;
    const rules = [admin.access.get(field), admin.access.get(accessTypeOf(info.returnType))];
    for (const rule of rules) {
      if (rule && rule.anyOf.length > 0 && !rule.anyOf.some((scope) => holdsScope(world.state.shop.scopes, scope))) {
        throw accessDenied(info.fieldName, rule.text);
      }
    }
    if (world.faults.graphql.protectedDataDenied && admin.protectedFields.has(field)) {
      throw new GraphQLError(
        `This app is not approved to use the ${info.fieldName} field. See https://partners.shopify.com/1/apps/1/customer_data for more details.`,
        {
          extensions: {
            code: "ACCESS_DENIED",
            documentation: "https://shopify.dev/apps/store/data-protection/protected-customer-data",
          },
        },
      );
    }
    const value: unknown =
      typeof source === "object" && source !== null ? Reflect.get(source, info.fieldName) : undefined;
    // A gap of the sandbox must not look like an empty field of Shopify's.
    if (value === undefined) throw new GraphQLError(`the sandbox has no answer for ${field} yet`);
    return typeof value === "function"
      ? (value as GraphQLFieldResolver<unknown, unknown>)(args, context, info, info)
      : value;
  };
}

/** A connection needs what its nodes need. */
function accessTypeOf(type: GraphQLOutputType): string {
  return getNamedType(type).name.replace(/Connection$/, "");
}

function typenameOf(value: unknown): string | undefined {
  const name: unknown = typeof value === "object" && value !== null ? Reflect.get(value, "__typename") : undefined;
  return typeof name === "string" ? name : undefined;
}

/** Faults that were asked for come before anything else. */
function planned(world: World): Answer | "drop" | null {
  const faults = world.faults.graphql;
  if (faults.dropNext > 0) {
    faults.dropNext -= 1;
    return "drop";
  }
  if (faults.failNext > 0) {
    faults.failNext -= 1;
    report(world, "", faults.failStatus, []);
    return json(faults.failStatus, { errors: "Service Unavailable" });
  }
  if (faults.unauthorizedNext > 0) {
    faults.unauthorizedNext -= 1;
    report(world, "", 401, []);
    return json(401, { errors: "[API] Invalid API key or access token (unrecognized login or wrong password)" });
  }
  return null;
}

/** Shopify answers a bad document with HTTP 200 and errors. */
function refuse(world: World, operation: string, errors: readonly GraphQLError[]): Answer {
  world.graphqlStats.refused += 1;
  report(
    world,
    operation.slice(0, 80),
    200,
    errors.map((error) => error.message),
  );
  return json(200, { errors });
}

function cost(world: World, requestedQueryCost: number, actualQueryCost: number | null) {
  return { requestedQueryCost, actualQueryCost, throttleStatus: world.bucket.status() };
}

function report(world: World, operation: string, status: number, errors: string[]): void {
  world.events.emit("graphql", { operation, status, errors });
}

function nameOf(operation: OperationDefinitionNode): string {
  const [first] = operation.selectionSet.selections;
  return operation.name?.value ?? (first?.kind === Kind.FIELD ? first.name.value : operation.operation);
}

function readDocument(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query);
  } catch (error) {
    return error instanceof GraphQLError ? error : new GraphQLError("syntax error");
  }
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
