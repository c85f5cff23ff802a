import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countryOfPhone } from "./country-of-phone.ts";
import { priceOf } from "./cost.ts";
import { readRateCard, type Rates } from "./rate-table.ts";
import { sampleRateCard } from "./sample-rate-card.ts";

const head = "Market,Currency,Marketing,Utility,Authentication,Authentication-International,Service\n";

describe("readRateCard", () => {
  test("reads Meta's file: notes above, a heading in two lines, dollars as Meta writes them, n/a", () => {
    const card = `\uFEFF"Cost per message in USD, effective October 1",,,,,,\r\nMarket,Currency,Marketing,Utility,Authentication,"Authentication-\nInternational",Service\r\nIndia,$US,0.0107,0.0014,0.0014,0.0280,n/a\r\n"Rest of Central & Eastern Europe",$US,0.0860,0.0212,0.0212,n/a,\r\n`;
    expect(readRateCard(card)).toEqual({
      outcome: "ok",
      currency: "USD",
      markets: 2,
      rates: {
        india: { marketing: 10_700, utility: 1_400, authentication: 1_400, authentication_international: 28_000 },
        "rest of central & eastern europe": { marketing: 86_000, utility: 21_200, authentication: 21_200 },
      },
    });
  });

  test("reads what a spreadsheet saved with semicolons", () => {
    expect(readRateCard("Market;Currency;Marketing\nGermany;EUR;0.1131\nItaly;EUR;0,0572\n")).toMatchObject({
      rates: { germany: { marketing: 113_100 }, italy: { marketing: 57_200 } },
    });
  });

  test("passes over notes below the table, and reads a comma as nothing but a separator where commas separate", () => {
    const card = `${head}Germany,EUR,0.1131,,,,\n,,,,,,\n"Note: rates change, see our documentation.",,,,,,\n`;
    expect(readRateCard(card)).toMatchObject({ outcome: "ok", markets: 1 });
    expect(readRateCard(`${head}Germany,EUR,"0,1131",,,,\n`)).toMatchObject({
      problems: [{ line: 2, rule: "price_unreadable", value: "0,1131" }],
    });
  });

  test("reads the sample", () => {
    expect(readRateCard(sampleRateCard.csv)).toMatchObject({ outcome: "ok", currency: "USD", markets: 32 });
  });

  test.each([
    ["a,b\n1,2\n", [{ line: 1, rule: "no_heading" }]],
    ["Market,Price\nGermany,1\n", [{ line: 1, rule: "columns_missing" }]],
    [head, [{ line: 1, rule: "no_rows" }]],
    [`note\n${head}Germany,EUR,a lot,,,,\n`, [{ line: 3, rule: "price_unreadable", value: "a lot" }]],
    [`${head}Germany,EUR,0,,,,\nFrance,USD,0,,,,\n`, [{ line: 3, rule: "currency_differs", value: "USD" }]],
    [`${head}Germany,EUR,0,,,,\nGERMANY,EUR,0,,,,\n`, [{ line: 3, rule: "market_twice", value: "GERMANY" }]],
    [`${head},EUR,0,,,,\n`, [{ line: 2, rule: "market_missing" }]],
    [`${head}Germany,???,0,,,,\n`, [{ line: 2, rule: "currency_unknown", value: "???" }]],
    ["x".repeat(200_001), [{ line: 1, rule: "too_large" }]],
  ])("tells what is wrong, and where: %j", (text, problems) => {
    expect(readRateCard(text)).toEqual({ outcome: "wrong", problems });
  });

  test("never throws, whatever is uploaded", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => void readRateCard(`Market,Currency,Marketing\n${text}`)),
    );
  });
});

describe("priceOf", () => {
  const rates: Rates = { turkey: { marketing: 1 }, "north america": { marketing: 2 }, other: { marketing: 3 } };
  const marketing = { category: "marketing", type: "regular" };

  test("by the country's own row, its region's, or that of all others", () => {
    expect(priceOf({ country: "TR", ...marketing }, rates)).toBe(1);
    expect(priceOf({ country: "CA", ...marketing }, rates)).toBe(2);
    expect(priceOf({ country: "IS", ...marketing }, rates)).toBe(3);
  });

  test("not known stays not known; what Meta gives free costs nothing", () => {
    expect(priceOf({ country: "", ...marketing }, rates)).toBeNull();
    expect(priceOf({ country: "AT", ...marketing }, rates)).toBeNull();
    expect(priceOf({ country: "TR", category: "utility", type: "regular" }, rates)).toBeNull();
    expect(priceOf({ country: "TR", category: "", type: "" }, rates)).toBeNull();
    expect(priceOf({ country: "TR", ...marketing }, null)).toBeNull();
    expect(priceOf({ country: "TR", category: "service", type: "free_customer_service" }, null)).toBe(0);
    expect(priceOf({ country: "TR", category: "marketing", type: "not_billable" }, rates)).toBe(0);
  });
});

test.each([
  ["49151", "DE"],
  ["14165", "US"],
  ["12125", "US"],
  ["18765", "JM"],
  ["77012", "KZ"],
  ["79161", "RU"],
  ["44791", "GB"],
  ["55119", "BR"],
  ["", ""],
  ["99999", ""],
])("+%s… is a number of %j", (digits, country) => {
  expect(countryOfPhone(digits)).toBe(country);
});
