import { getAllCountries } from "countries-and-timezones";
import { IANAZone } from "luxon";
import { describe, expect, test } from "vitest";
import { recipientTimeZone } from "./time-zone.ts";
import { zonesByProvince } from "./zones-by-province.ts";

const nobody = { timeZone: null, country: null, province: null, recipient: null };

describe("where a person's clock stands", () => {
  test.each([
    ["their own zone first", { timeZone: "Asia/Tokyo", country: "DE" }, "Asia/Tokyo"],
    ["a zone nobody knows is passed over", { timeZone: "Mars/Olympus", country: "JP" }, "Asia/Tokyo"],
    ["country", { country: "gb" }, "Europe/London"],
    ["province", { country: "US", province: "CA" }, "America/Los_Angeles"],
    ["province in ISO's long form", { country: "US", province: "US-HI" }, "Pacific/Honolulu"],
    ["Canada's Atlantic", { country: "CA", province: "NL" }, "America/St_Johns"],
    ["Australia's west", { country: "AU", province: "WA" }, "Australia/Perth"],
    ["Brazil's Amazon", { country: "BR", province: "AM" }, "America/Manaus"],
    ["Mexico's Caribbean, as Shopify writes it", { country: "MX", province: "Q ROO" }, "America/Cancun"],
    ["Russia's far east", { country: "RU", province: "KAM" }, "Asia/Kamchatka"],
    ["Bali", { country: "ID", province: "BA" }, "Asia/Makassar"],
    ["the Azores", { country: "PT", province: "PT-20" }, "Atlantic/Azores"],
    ["a province nobody knows: most of the country", { country: "US", province: "ZZ" }, "America/New_York"],
    ["the number's country without an address", { recipient: { phone: "+819012345678" } }, "Asia/Tokyo"],
    ["the address before the number", { country: "FR", recipient: { phone: "+819012345678" } }, "Europe/Paris"],
    ["an id's country", { recipient: { userId: "IN.123" } }, "Asia/Kolkata"],
    ["the shop's when nothing is known", {}, "Europe/Berlin"],
    ["the shop's for a country nobody knows", { country: "XX" }, "Europe/Berlin"],
  ])("%s", (_name, person, expected) => {
    expect(recipientTimeZone({ ...nobody, ...person }, "Europe/Berlin")).toBe(expected);
  });

  test("never fails", () => {
    expect(recipientTimeZone(nobody, "not a zone")).toBe("UTC");
  });

  test("every zone of the table is one this runtime knows", () => {
    const zones = Object.values(zonesByProvince).flatMap((country) => [
      country.default,
      ...Object.values(country.zones),
    ]);
    expect(zones.filter((zone) => !IANAZone.isValidZone(zone))).toEqual([]);
  });

  test("every country with people in several offsets has a line in the table", () => {
    const noPostCode = ["AQ", "TF", "UM", "FM"];
    const spread = Object.values(getAllCountries())
      .filter(
        (country) => new Set(country.timezones.map((zone) => new IANAZone(zone).offset(Date.UTC(2026, 0, 1)))).size > 1,
      )
      .map((country) => country.id as string);
    expect(spread.filter((id) => !(id in zonesByProvince) && !noPostCode.includes(id))).toEqual([]);
  });
});
