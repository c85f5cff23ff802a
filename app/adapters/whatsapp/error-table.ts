import type { Refusal, RefusalAction } from "#app/core/ports.ts";

/**
 * Meta's error codes and what to do about each. The only place that knows them.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
 */
const actionByCode = new Map<number, RefusalAction>();

function register(action: RefusalAction, ...codes: number[]): void {
  for (const code of codes) actionByCode.set(code, action);
}

// Server and throughput trouble: whatever comes next from this number meets it too. 131057: the number is being upgraded.
register("retry", 1, 2, 4, 80007, 130429, 131016, 131057, 133004);
// "Something went wrong" with one message; the next one may pass (unless the server answers 5xx, see below).
register("retry_message", 131000);
register("retry_pair", 131056);
register("retry_after_24h", 131049);
// 131048 spam limit of the number, 130497 countries this business may not write to.
register("pause_number", 131048, 130497);
// 368 policy violation, 131031 locked: the account's numbers rest together. 131064: as reported, the account's too.
register("pause_account", 368, 131031, 131064);
register("payment_problem", 131042);
register("pause_template", 132015, 132016);
// 131026 not on WhatsApp, 130403 and 130472 not to be written to by this business.
register("never_again", 131026, 130403, 130472);
register("opted_out", 131050);
register("window_closed", 131047);
register("reconnect", 0, 3, 10, 190, 131005, 131045, 133010);
register("bad_payload", 100, 131008, 131009, 131021, 131051, 131052, 131053, 132000, 132001, 132005, 132007, 132012);
register("bad_payload", 135000);

/** Code 100 with this subcode: the number or account does not exist for this token. */
const missingObjectSubcode = 33;

/** A connection that was refused before anything was written: no code of Meta's, and surely not sent. */
export const notSentCode = -1;

/** `status`: the HTTP status of an answer; absent for errors told by a callback. */
export function actionFor(code: number, subcode?: number, status?: number): RefusalAction {
  if (code === 100 && subcode === missingObjectSubcode) return "reconnect";
  const serverTrouble = status !== undefined && (status >= 500 || status === 429);
  const known = actionByCode.get(code);
  if (known === "retry_message" && serverTrouble) return "retry";
  if (known) return known;
  if (code >= 200 && code <= 299) return "reconnect";
  // A code nobody knows: a server that says it is in trouble, or asks for patience, is asked again; else it is our fault.
  return serverTrouble ? "retry" : "bad_payload";
}

type MetaError = { code: number; subcode?: number; title: string; details?: string };

/** Reads an error of Meta's, from an answer or from a failed status. */
export function refusalOf(error: MetaError, status?: number): Refusal {
  return { ...error, action: actionFor(error.code, error.subcode, status) };
}
