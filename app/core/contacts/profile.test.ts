import { describe, expect, it } from "vitest";
import { profileChanges } from "./profile.ts";

const asOf = (iso: string) => new Date(iso);
const known = {
  firstName: "Ada",
  lastName: null,
  locale: "de",
  country: null,
  province: null,
  customerUpdatedAt: asOf("2026-11-20T10:00:00Z"),
  localeChosenAt: null,
};

describe("profileChanges", () => {
  it("takes newer details over older ones, and dates them", () => {
    const told = { firstName: "Adele", asOf: asOf("2026-11-20T11:00:00Z") };
    expect(profileChanges(known, told)).toEqual({ firstName: "Adele", customerUpdatedAt: told.asOf });
  });

  it("fills gaps with older details and with those of unknown age, and no more", () => {
    const told = { firstName: "Old", lastName: "Holm", country: "AT" };
    expect(profileChanges(known, { ...told, asOf: asOf("2026-11-20T09:00:00Z") })).toEqual({
      lastName: "Holm",
      country: "AT",
    });
    expect(profileChanges(known, told)).toEqual({ lastName: "Holm", country: "AT" });
  });

  it("writes nothing when nothing is new, and erases nothing", () => {
    const later = asOf("2026-11-21T10:00:00Z");
    expect(profileChanges(known, { firstName: "Ada", asOf: later })).toBeNull();
    expect(profileChanges(known, { firstName: null, locale: "", asOf: later })).toBeNull();
  });
});
