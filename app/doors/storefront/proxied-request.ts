import type { IncomingMessage } from "node:http";
import { verifyProxyRequest } from "../../adapters/shopify/verify-proxy.ts";

/** Shopify signs the query when it asks; a query that somebody kept is good for nothing soon after. */
const freshForMs = 5 * 60_000;

export type ProxiedRequest = {
  /** The myshopify domain. */
  domain: string;
  query: URLSearchParams;
};

/** Whom Shopify asks for; null for what it has not signed just now. */
export function proxiedRequest({ url }: IncomingMessage, secrets: readonly string[], now: Date): ProxiedRequest | null {
  const query = new URLSearchParams((url ?? "").split("?", 2)[1] ?? "");
  const domain = verifyProxyRequest(query, secrets);
  const age = Math.abs(now.getTime() - Number(query.get("timestamp") ?? 0) * 1000);
  if (!domain || !(age <= freshForMs)) return null;
  return { domain, query };
}

export function acceptedLanguages({ headers }: IncomingMessage): string[] {
  return (headers["accept-language"] ?? "").split(",").map((part) => part.split(";")[0] ?? "");
}
