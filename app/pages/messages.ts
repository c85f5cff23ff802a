import { listMessages } from "../core/analytics/list-messages.ts";
import { listWaiting } from "../core/analytics/list-waiting.ts";
import { readMessageStory } from "../core/analytics/read-message-story.ts";
import type { PageDeps } from "./page-deps.ts";

export function createMessagePages({ ctx }: PageDeps) {
  return {
    list: (shopId: string, filters: Parameters<typeof listMessages>[2]) => listMessages(ctx, shopId, filters),
    listWaiting: (shopId: string) => listWaiting(ctx, shopId),
    readStory: (shopId: string, messageId: string) => readMessageStory(ctx, shopId, messageId),
  };
}
