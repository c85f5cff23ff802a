import type { CallbackItem } from "#app/core/callbacks/callback-item.ts";

/** What one part of a callback gave: its items, and the names of what was not understood. */
export type PartParsed = { items: CallbackItem[]; unknown: string[] };
