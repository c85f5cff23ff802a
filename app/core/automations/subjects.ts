import type { StoreEvent } from "../shared/store-event.ts";
import type { AutomationDefinition } from "./definition.ts";
import type { RunSubject } from "./subject-facts.ts";

/** What a run of this definition would be about; null when the event does not belong to such a thing. */
export function subjectOf(event: StoreEvent, definition: AutomationDefinition): RunSubject | null {
  if (definition.subject === "event") return { kind: event.subjectKind, id: event.subjectId };
  if (definition.subject === "stock_request") return null; // one run per request: start-stock-runs.ts
  const orderId = orderIdOf(event);
  return orderId ? { kind: "order", id: orderId } : null;
}

/** AutomationRun.cancelKey: the token of a cart or a checkout, or the order that everything after the purchase belongs to. */
export function cancelKeyOf(event: StoreEvent, subject: RunSubject): string | null {
  if (subject.kind === "cart" || subject.kind === "checkout") return subject.id;
  const orderId = orderIdOf(event);
  return orderId ? `order:${orderId}` : null;
}

export function orderIdOf(event: StoreEvent): string | undefined {
  return event.orderId ?? (event.subjectKind === "order" ? event.subjectId : undefined);
}
