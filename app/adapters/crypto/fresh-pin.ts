import { randomInt } from "node:crypto";

/** A PIN of two-step verification: six digits nobody can guess. */
export function freshPin(): string {
  return String(randomInt(0, 1_000_000)).padStart(6, "0");
}
