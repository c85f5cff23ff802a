import type { GraphAnswer } from "../errors.ts";
import type { Account } from "../model.ts";
import { pickFields, unknownField } from "./pick-fields.ts";

/** GET /{waba}?fields= */
export function showAccount(account: Account, fields: string | null): GraphAnswer {
  const all = {
    id: account.id,
    name: account.name,
    timezone_id: "1",
    currency: "EUR",
    health_status: healthOf(account),
  };
  const refused = unknownField(all, fields, "WhatsAppBusinessAccount");
  return refused ?? { status: 200, body: pickFields(all, fields, ["name", "timezone_id"]) };
}

/** What stands in the way of sending, entity by entity, with Meta's own words for an unpaid account. */
function healthOf(account: Account) {
  const blocked = account.paymentProblem ? "BLOCKED" : "AVAILABLE";
  const errors = [
    {
      error_code: 141006,
      error_description: "There is an error with your payment method.",
      possible_solution: "There was an error with your payment method. Please add a new payment method to the account.",
    },
  ];
  return {
    can_send_message: blocked,
    entities: [
      {
        entity_type: "WABA",
        id: account.id,
        can_send_message: blocked,
        ...(account.paymentProblem ? { errors } : {}),
      },
      { entity_type: "BUSINESS", id: account.portfolio.id, can_send_message: "AVAILABLE" },
    ],
  };
}
