/**
 * The library's template that asks somebody whether it was them who asked for messages. It is utility, and yet no opt-out
 * from marketing lets it through.
 */
export const confirmOptInTemplate = "confirm_opt_in";

/** What no button of a merchant's own may send back: it is how the question's button says yes. */
export function isReservedPayload(payload: string): boolean {
  return /^\s*opt-in:/i.test(payload);
}
