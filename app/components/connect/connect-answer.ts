import type { Checked, NumberChoice } from "../../core/shops/check-connection.ts";
import type { SignedUp } from "../../core/shops/connect-by-code.ts";
import type { KeptAccount } from "../../core/shops/keep-account.ts";
import type { SaveAnswer } from "../use-save.ts";

/** What connecting answers to its form; where to go on stands beside it. */
export type ConnectAnswer = SaveAnswer & { numberId?: string; accountId?: string; choices?: NumberChoice[] };

type Outcome = SignedUp | Exclude<Checked, { outcome: "ok" }> | KeptAccount | { outcome: "not_found" };

/** The words for each end of connecting. */
export function connectAnswer(result: Outcome): ConnectAnswer {
  switch (result.outcome) {
    case "connected":
      return { outcome: "saved", numberId: result.numberId };
    case "pin_needed":
      return {
        outcome: "invalid",
        problems: [{ field: "pin", key: `connect.problems.${result.wrong ? "pinWrong" : "pinNeeded"}` }],
        numberId: result.numberId,
      };
    case "choose_number":
    case "kept":
      return { outcome: "saved", accountId: result.accountId };
    case "invalid":
      return {
        outcome: "invalid",
        problems: result.problems.map(({ field, rule, values }) => ({
          field,
          key: `connect.problems.${rule}`,
          ...(values ? { values } : {}),
        })),
        choices: result.choices,
      };
    case "taken":
      return { outcome: "refused", key: "connect.problems.numberTaken" };
    case "code_refused":
      return { outcome: "refused", key: "connect.signup.codeRefused" };
    case "refused":
      return { outcome: "refused", key: "connect.refused", values: { message: result.message } };
    case "unavailable":
    case "not_found":
      return { outcome: "refused", key: "connect.unavailable" };
  }
}
