/** Where staff can see whose data it is, each with its words (`privacy.places.*`). */
export const accessPlaces = [
  "customers",
  "customer",
  "merge",
  "messages",
  "message",
  "events",
  "event",
  "consent",
  "consent_file",
  "consent_import",
  "automation_test",
  "privacy_requests",
  "person_file",
] as const;
export type AccessPlace = (typeof accessPlaces)[number];

/** Stands for nobody in particular: a list. */
export const nobody = "00000000-0000-0000-0000-000000000000";

export type AccessLogEntry = {
  shopId: string;
  /** Shopify's id of the member of staff; "" when it is not known. */
  staffId: string;
  place: AccessPlace;
  /** The contact, or of a file the privacy request; `nobody` for a list. */
  subjectId: string;
  at: Date;
};

const windowMs = 15 * 60_000;

/** Looking again within a quarter of an hour is one entry: pages keep themselves fresh. */
export function windowOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / windowMs) * windowMs);
}
