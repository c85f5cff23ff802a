import type { ConsentNow } from "../consent/read-consent.ts";
import type { Ctx } from "../ports.ts";
import { mergeDecisions, standingDecision, wordColumns } from "../shared/consent-state.ts";
import { readCustomer, type Customer } from "./read-customer.ts";

/** Two people side by side, and what they would allow as one: of each purpose the stricter. */
export type MergePreview = { keep: Customer; drop: Customer; consent: ConsentNow };

/** Null when one of them is not (any more) a person of this shop. Somebody merged before is shown as what they became. */
export async function readMerge(
  ctx: Ctx,
  shopId: string,
  keepId: string,
  dropId: string,
): Promise<MergePreview | null> {
  const [keep, drop] = await Promise.all([readOne(ctx, shopId, keepId), readOne(ctx, shopId, dropId)]);
  if (!keep || !drop || keep.id === drop.id) return null;
  const entries = await ctx.db.consentEntry.findMany({
    where: { shopId, contactId: { in: [keep.id, drop.id] } },
    select: { contactId: true, purpose: true, ...wordColumns },
  });
  const together = (purpose: "marketing" | "transactional") => {
    const decidedBy = (id: string) =>
      standingDecision(entries.filter((entry) => entry.contactId === id && entry.purpose === purpose));
    return mergeDecisions(decidedBy(keep.id), decidedBy(drop.id))?.state ?? "none";
  };
  return { keep, drop, consent: { marketing: together("marketing"), transactional: together("transactional") } };
}

async function readOne(ctx: Ctx, shopId: string, contactId: string): Promise<Customer | null> {
  const read = await readCustomer(ctx, shopId, contactId);
  if (read.outcome === "merged") return readOne(ctx, shopId, read.into);
  return read.outcome === "found" ? read.customer : null;
}
