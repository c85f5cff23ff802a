/** Who said it, from the heaviest: the person, the merchant, Shopify, anybody. */
const weightOfSpeaker = { person: 3, merchant: 2, shopify: 1, anybody: 0 } as const;
type Speaker = keyof typeof weightOfSpeaker;

/** One word of a life: told by whom, dated when. A file's no and a form's no are the merchant's and the person's. */
export type Said = { state: "granted" | "pending" | "revoked"; by: Speaker; at: number };

/**
 * The rule of the ledger told in another way: goes through what was said in time, and at one instant to the strictest, and keeps
 * which noes are still to be taken back.
 */
export function modelOf(said: readonly Said[]): "granted" | "pending" | "revoked" | "none" {
  const turns = { pending: 0, granted: 1, revoked: 2 };
  let refusals: number[] = [];
  let state: "granted" | "pending" | "none" = "none";
  for (const one of said.toSorted((a, b) => a.at - b.at || turns[a.state] - turns[b.state])) {
    const weight = weightOfSpeaker[one.by];
    if (one.state === "revoked") refusals.push(weight);
    else if (one.state === "granted") refusals = refusals.filter((no) => no > weight);
    if (one.state === "granted" || (one.state === "pending" && state === "none")) state = one.state;
  }
  return refusals.length > 0 ? "revoked" : state;
}
