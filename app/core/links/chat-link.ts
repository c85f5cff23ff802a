import { z } from "zod";
import { lettersOfCode, longestLinkName, longestLinkText } from "./link-address.ts";

/** What a merchant says of a link. Lengths are the form's to judge (checkLink); these only keep nonsense out. */
export const chatLinkSchema = z.object({
  /** Where it is used; only the merchant sees it. */
  name: z.string().max(2_000),
  /** What stands in the chat before it is sent. */
  text: z.string().max(10_000),
  /** Digits of the number it leads to. */
  phone: z.string().regex(/^\d{5,20}$/),
});
export type ChatLinkFields = z.infer<typeof chatLinkSchema>;

export type LinkProblem = {
  field: "name" | "text" | "phone";
  rule: "nameMissing" | "nameTooLong" | "textMissing" | "textTooLong" | "phoneUnknown";
  /** How many characters there may be, where there are too many. */
  max?: number;
};

/** What is wrong with a link, at most one thing for each field. */
export function checkLink({ name, text, phone }: ChatLinkFields): LinkProblem[] {
  const problems: LinkProblem[] = [];
  if (name.trim() === "") problems.push({ field: "name", rule: "nameMissing" });
  else if (name.trim().length > longestLinkName)
    problems.push({ field: "name", rule: "nameTooLong", max: longestLinkName });
  const said = text.trim();
  const max = longestLinkText({ text, phone });
  if (said === "") problems.push({ field: "text", rule: "textMissing" });
  else if (said.length > max) problems.push({ field: "text", rule: "textTooLong", max });
  return problems;
}

/** No 0 and O, no 1, I and L, no U and V: somebody may read it aloud from a parcel. */
const letters = "23456789ABCDEFGHJKMNPQRSTWXYZ";

/** Seven letters out of the random end of an id: some 17 thousand million codes, of which a shop has a few. */
export function codeFrom(id: string): string {
  let rest = BigInt(`0x${id.replaceAll("-", "").slice(-12)}`);
  let code = "";
  for (let at = 0; at < lettersOfCode; at++) {
    code += letters.charAt(Number(rest % BigInt(letters.length)));
    rest /= BigInt(letters.length);
  }
  return code;
}
