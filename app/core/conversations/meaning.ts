import type { ConsentPurpose } from "#prisma/generated/enums.ts";
import { readConfirmPayload } from "../opt-in/confirm-payload.ts";
import { matchOptOutWord, type OptOutWord, type OwnWords } from "../consent/match-opt-out-word.ts";

/** What a message asks for; everything that is none of these is for a person to read. */
export type Meaning =
  | { kind: "opt_out"; word: OptOutWord; by: "keyword" | "button"; said: string }
  | { kind: "opt_in"; word: OptOutWord; by: "keyword" | "button"; said: string }
  | { kind: "confirm_opt_in"; purposes: ConsentPurpose[]; said: string }
  | { kind: "cod"; answer: "confirm" | "cancel"; orderId: string }
  | { kind: "other" };

type Said = { text?: string; choice?: { payload: string; title?: string } };

/** Given as button values when the cash-on-delivery question is sent; the order's id as digits. */
const codPayload = /^cod:(confirm|cancel):(\d{1,20})$/;

/**
 * Reads the meaning of one message. Words of stopping come first, also on buttons (Meta's own opt-out button sends its
 * words back); then the button's own meaning.
 */
export function meaningOf({ text, choice }: Said, languages: readonly string[], own?: OwnWords): Meaning {
  const by = choice ? "button" : "keyword";
  for (const said of [text, choice?.payload, choice?.title]) {
    const word = said === undefined ? null : matchOptOutWord(said, languages, own);
    if (word && said !== undefined) return { kind: word.intent === "stop" ? "opt_out" : "opt_in", word, by, said };
  }
  const purposes = readConfirmPayload(choice?.payload);
  if (purposes) return { kind: "confirm_opt_in", purposes, said: choice?.title ?? "" };
  const [, answer, orderId] = codPayload.exec(choice?.payload ?? "") ?? [];
  if ((answer === "confirm" || answer === "cancel") && orderId) return { kind: "cod", answer, orderId };
  return { kind: "other" };
}
