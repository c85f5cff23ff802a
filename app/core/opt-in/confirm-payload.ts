import type { ConsentPurpose } from "#prisma/generated/enums.ts";

const pattern = /^opt-in:yes:(marketing|transactional|everything)$/;

/** What the confirming button sends back: which purposes the press is a yes to. */
export function confirmPayload(purposes: readonly ConsentPurpose[]): string {
  const [only] = purposes;
  return `opt-in:yes:${purposes.length === 1 && only ? only : "everything"}`;
}

/** Null: it is no confirming button. */
export function readConfirmPayload(payload: string | undefined): ConsentPurpose[] | null {
  const said = pattern.exec(payload ?? "")?.[1];
  if (said === undefined) return null;
  return said === "marketing" || said === "transactional" ? [said] : ["marketing", "transactional"];
}
