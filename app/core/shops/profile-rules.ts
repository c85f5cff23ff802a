import type { BusinessProfile } from "../ports.ts";

/** Meta's words for lines of business. */
export const verticals = [
  "UNDEFINED",
  "APPAREL",
  "AUTO",
  "BEAUTY",
  "EDU",
  "ENTERTAIN",
  "EVENT_PLAN",
  "FINANCE",
  "GOVT",
  "GROCERY",
  "HEALTH",
  "HOTEL",
  "NONPROFIT",
  "PROF_SERVICES",
  "RESTAURANT",
  "RETAIL",
  "TRAVEL",
  "OTHER",
] as const;

/** Meta's limits, in characters. https://developers.facebook.com/docs/whatsapp/cloud-api/reference/business-profiles */
export const profileLimits = { about: 139, address: 256, description: 512, email: 128, website: 256, websites: 2 };

export type EditedProfile = Omit<BusinessProfile, "pictureUrl">;

export type ProfileProblem = { field: string; rule: string; values?: Record<string, number> };

/** Enough to see a slip; Meta has the last word. */
const emailAddress = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/;

function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.hostname.includes(".");
}

/** What Meta would refuse, each beside its field. `standing`: what Meta has; an "about" once given can not be emptied. */
export function profileProblems(profile: EditedProfile, standing: EditedProfile | null): ProfileProblem[] {
  const problems: ProfileProblem[] = [];
  for (const field of ["about", "address", "description", "email"] as const) {
    const most = profileLimits[field];
    if ([...profile[field]].length > most) problems.push({ field, rule: "tooLong", values: { most } });
  }
  if (profile.about === "" && standing?.about) problems.push({ field: "about", rule: "aboutNeeded" });
  if (profile.email !== "" && !emailAddress.test(profile.email)) {
    problems.push({ field: "email", rule: "notAnEmail" });
  }
  profile.websites.forEach((website, index) => {
    const field = `websites.${index}`;
    if (website === "") return;
    if (!isWebAddress(website)) problems.push({ field, rule: "notAWebsite" });
    else if (website.length > profileLimits.website) {
      problems.push({ field, rule: "tooLong", values: { most: profileLimits.website } });
    }
  });
  return problems;
}
