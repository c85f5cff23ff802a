/** Shopify's search takes no milliseconds. */
export function updatedSince(since: Date): string {
  return `updated_at:>='${since.toISOString().slice(0, 19)}Z'`;
}

export function nextCursor(pageInfo: { hasNextPage: boolean; endCursor?: string | null }): string | undefined {
  return pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined;
}
