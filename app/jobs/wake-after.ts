import type { WakeReason } from "../core/ports.ts";
import { complianceTopics } from "../core/shared/privacy-requests.ts";

const asksAboutData: ReadonlySet<string> = new Set(complianceTopics);

/** Whom an applied delivery may have given work. */
export const wakeAfter = {
  shopify: (topic: string): WakeReason[] => (asksAboutData.has(topic) ? ["privacy"] : ["steps"]),
  whatsapp: (): WakeReason[] => ["send", "shopify_tasks", "steps"],
};
