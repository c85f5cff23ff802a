/** What is known of a person besides their identities. */
export type Profile = {
  firstName: string | null;
  lastName: string | null;
  /** BCP 47. */
  locale: string | null;
  /** ISO 3166-1 alpha-2. */
  country: string | null;
  province: string | null;
};

const fields = ["firstName", "lastName", "locale", "country", "province"] as const;

type Known = Profile & { customerUpdatedAt: Date | null; localeChosenAt: Date | null };
type Told = Partial<Profile> & { asOf?: Date };

/**
 * What to write when a person's details are told again, or null for nothing. Newer details replace older ones; details
 * that are older, or of unknown age, only fill what is missing. Nothing told erases nothing, and
 * nothing told replaces the language that the person chose themselves.
 */
export function profileChanges(known: Known, told: Told): (Partial<Profile> & { customerUpdatedAt?: Date }) | null {
  const newer = told.asOf !== undefined && (known.customerUpdatedAt === null || told.asOf >= known.customerUpdatedAt);
  const changes: Partial<Profile> & { customerUpdatedAt?: Date } = {};
  for (const field of fields) {
    const value = told[field];
    if (!value || value === known[field]) continue;
    if (field === "locale" && known.localeChosenAt) continue;
    if (newer || known[field] === null) changes[field] = value;
  }
  const changed = Object.keys(changes).length > 0;
  if (newer && changed) changes.customerUpdatedAt = told.asOf;
  return changed ? changes : null;
}
