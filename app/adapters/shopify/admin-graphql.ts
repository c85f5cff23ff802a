import { setTimeout as sleep } from "node:timers/promises";
import { ClientError, GraphQLClient } from "graphql-request";
import { z } from "zod";
import type { Clock } from "#app/core/ports.ts";
import type { ShopifyFailure } from "#app/core/ports-shopify.ts";
import { documents, type DocumentName } from "./documents.ts";
import type { ReadOfflineToken } from "./offline-token.ts";

export const adminApiVersion = "2026-10";

export type AdminAnswer<T> =
  /** `customerDataRefused`: fields came as null because Shopify has not approved the app for them. */
  { outcome: "ok"; data: T; messages: string[]; customerDataRefused: boolean } | ShopifyFailure;

export type AdminGraphql = {
  /**
   * Runs one named document against a shop and reads the answer with the schema. Waits when the shop's cost budget is low and
   * repeats a THROTTLED call a few times before saying `throttled`. `messages`: errors that came beside data, such as fields
   * refused for want of protected-data approval.
   */
  run<T>(
    shopDomain: string,
    name: DocumentName,
    variables: Record<string, unknown>,
    answer: z.ZodType<T>,
  ): Promise<AdminAnswer<T>>;
};

const costSchema = z.object({
  requestedQueryCost: z.number(),
  throttleStatus: z.object({ maximumAvailable: z.number(), currentlyAvailable: z.number(), restoreRate: z.number() }),
});
const extensionsSchema = z
  .object({ cost: costSchema.optional().catch(undefined) })
  .optional()
  .catch(undefined);

type Budget = { available: number; restorePerSecond: number; maximum: number; at: number };
type Cost = z.infer<typeof costSchema>;
type Options = { clock: Clock; readToken: ReadOfflineToken; timeoutMs?: number };

/** The shop's bill is unpaid (402), there is no such shop (404), it is locked (423). */
const statusesOfClosedShop = new Set([402, 404, 423]);

const throttledTries = 4;
const longestWaitMs = 20_000;

export function createAdminGraphql({ clock, readToken, timeoutMs = 15_000 }: Options): AdminGraphql {
  const budgets = new Map<string, Budget>();
  const costs = new Map<DocumentName, number>();

  function remember(shopDomain: string, name: DocumentName, cost: Cost | undefined): void {
    if (!cost) return;
    const { currentlyAvailable, restoreRate, maximumAvailable } = cost.throttleStatus;
    budgets.set(shopDomain, {
      available: currentlyAvailable,
      restorePerSecond: restoreRate,
      maximum: maximumAvailable,
      at: clock.now().getTime(),
    });
    costs.set(name, cost.requestedQueryCost);
  }

  /** Until the bucket holds what this document cost last time; 0 when nothing is known of either. */
  function waitMs(shopDomain: string, name: DocumentName): number {
    const budget = budgets.get(shopDomain);
    const cost = costs.get(name);
    if (!budget || !cost || budget.restorePerSecond <= 0) return 0;
    const restored = ((clock.now().getTime() - budget.at) / 1000) * budget.restorePerSecond;
    const missing = Math.min(cost, budget.maximum) - Math.min(budget.maximum, budget.available + restored);
    return missing <= 0 ? 0 : Math.ceil((missing / budget.restorePerSecond) * 1000);
  }

  async function call<T>(
    shopDomain: string,
    name: DocumentName,
    variables: Record<string, unknown>,
    answer: z.ZodType<T>,
    token: string,
  ) {
    const client = new GraphQLClient(`https://${shopDomain}/admin/api/${adminApiVersion}/graphql.json`, {
      headers: { "X-Shopify-Access-Token": token },
      errorPolicy: "all",
      fetch: (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(timeoutMs) }),
    });
    try {
      const response = await client.rawRequest<unknown>(documents[name], variables);
      return readAnswer(response, answer);
    } catch (error) {
      return readFailure(error);
    }
  }

  function readAnswer<T>(response: RawResponse, answer: z.ZodType<T>): AdminAnswer<T> & { cost?: Cost } {
    const cost = extensionsSchema.parse(response.extensions)?.cost;
    const errors = response.errors ?? [];
    if (errors.some((error) => error.extensions?.code === "THROTTLED")) {
      return { outcome: "throttled", retryAfterMs: refillMs(cost), cost };
    }
    const messages = errors.map((error) => error.message);
    const denied = errors.filter((error) => error.extensions?.code === "ACCESS_DENIED");
    const customerDataRefused = denied.some(isOfCustomerData);
    const parsed = answer.safeParse(response.data);
    if (parsed.success) return { outcome: "ok", data: parsed.data, messages, customerDataRefused, cost };
    if (denied.length > 0)
      return { outcome: "access_denied", why: customerDataRefused ? "customer_data" : "scope", cost };
    if (messages.length === 0) messages.push(`unexpected answer: ${parsed.error.issues[0]?.path.join(".")}`);
    return { outcome: "refused", messages, cost };
  }

  return {
    run: async (shopDomain, name, variables, answer) => {
      const token = await readToken(shopDomain).catch((error: unknown) => error);
      if (!isToken(token)) return { outcome: "unavailable", cause: describe(token) };
      if (token.outcome === "no_session") return { outcome: "unauthorized" };
      for (let attempt = 1; ; attempt++) {
        const wait = waitMs(shopDomain, name);
        if (wait > longestWaitMs) return { outcome: "throttled", retryAfterMs: wait };
        if (wait > 0) await sleep(wait);
        const { cost, ...result } = await call(shopDomain, name, variables, answer, token.accessToken);
        remember(shopDomain, name, cost);
        if (result.outcome !== "throttled" || attempt === throttledTries) return result;
        await sleep(Math.min(result.retryAfterMs, longestWaitMs));
      }
    },
  };
}

type GraphqlError = { message: string; extensions?: Record<string, unknown> };

type RawResponse = {
  data?: unknown;
  errors?: readonly GraphqlError[];
  extensions?: unknown;
};

/** One code stands for both; a missing scope names the access it wants, want of approval names the app's page or the rules. */
function isOfCustomerData({ message, extensions }: GraphqlError): boolean {
  return /not approved|customer_data|protected-customer-data/.test(`${message} ${String(extensions?.documentation)}`);
}

function readFailure(error: unknown): ShopifyFailure & { cost?: undefined } {
  if (error instanceof ClientError) {
    const { status } = error.response;
    if (status === 401 || status === 403) return { outcome: "unauthorized" };
    if (status === 429) return { outcome: "throttled", retryAfterMs: 2_000 };
    if (statusesOfClosedShop.has(status)) return { outcome: "shop_closed", cause: `HTTP ${status}` };
    if (status >= 400 && status < 500) return { outcome: "refused", messages: [`HTTP ${status}`] };
    return { outcome: "unavailable", cause: `HTTP ${status}` };
  }
  return { outcome: "unavailable", cause: describe(error) };
}

function refillMs(cost: Cost | undefined): number {
  if (!cost || cost.throttleStatus.restoreRate <= 0) return 1_000;
  const missing = cost.requestedQueryCost - cost.throttleStatus.currentlyAvailable;
  return Math.max(100, Math.ceil((missing / cost.throttleStatus.restoreRate) * 1000));
}

function isToken(value: unknown): value is Awaited<ReturnType<ReadOfflineToken>> {
  return typeof value === "object" && value !== null && "outcome" in value;
}

function describe(error: unknown): string {
  return error instanceof Error ? error.name : "token renewal refused";
}
