import { z } from "zod";

export const pageInfoSchema = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() });

/** Shopify's search takes no milliseconds. */
export function updatedSince(since: Date): string {
  return `updated_at:>='${since.toISOString().slice(0, 19)}Z'`;
}

export function nextCursor(pageInfo: z.infer<typeof pageInfoSchema>): string | undefined {
  return pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined;
}
