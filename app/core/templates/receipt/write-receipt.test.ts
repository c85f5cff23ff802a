import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { receiptFileName } from "./receipt.ts";
import { writeReceipt, type ReceiptOrder } from "./write-receipt.ts";

const breakdown: ReceiptOrder["breakdown"] = {
  discountMinor: 1000n,
  shippingMinor: 490n,
  taxesIncluded: true,
  taxes: [{ title: "VAT", rate: 0.19, minor: 1512n }],
};
const order: ReceiptOrder = {
  name: "#1001",
  currency: "EUR",
  totalMinor: 9470n,
  createdAt: new Date("2026-11-21T23:30:00Z"),
  lines: [{ title: "Oak bowl", variantTitle: "Large", quantity: 2, priceMinor: 4990n }],
  breakdown,
};
const shop = { name: "Oak & Co", timeZone: "Europe/Berlin" };
const inEnglish = { language: "en", locale: null };

describe("a receipt in words", () => {
  it("goes from the lines to the total, step by step", () => {
    const receipt = writeReceipt(order, shop, inEnglish);
    expect(receipt.lines).toEqual([{ name: "Oak bowl – Large", quantity: "2", amount: "€99.80" }]);
    expect(receipt.sums).toEqual([
      { label: "Subtotal", amount: "€99.80" },
      { label: "Discount", amount: "-€10.00" },
      { label: "Shipping", amount: "€4.90" },
      { label: "Total", amount: "€94.70" },
    ]);
    expect(receipt.included).toEqual([{ label: "Including VAT 19%", amount: "€15.12" }]);
  });

  it("adds taxes that the prices do not hold, and names what else was charged", () => {
    const untaxed = { ...order, totalMinor: 11_282n, breakdown: { ...breakdown, taxesIncluded: false } };
    const { sums, included } = writeReceipt(untaxed, shop, inEnglish);
    expect(sums.map(({ label, amount }) => `${label} ${amount}`)).toEqual([
      "Subtotal €99.80",
      "Discount -€10.00",
      "Shipping €4.90",
      "VAT 19% €15.12",
      "Other charges €3.00",
      "Total €112.82",
    ]);
    expect(included).toEqual([]);
  });

  it("says only what is known of an older order", () => {
    const { sums } = writeReceipt({ ...order, breakdown: null }, shop, inEnglish);
    expect(sums).toEqual([{ label: "Total", amount: "€94.70" }]);
  });

  it("is written as its reader writes: language, variety, the shop's day", () => {
    const german = writeReceipt(order, shop, { language: "de", locale: "de-AT" });
    expect(german.facts[1]).toEqual({ label: "Datum", value: "22. November 2026" });
    expect(german.sums.at(-1)?.amount).toContain("94,70");
    expect(writeReceipt(order, shop, { language: "ar", locale: null })).toMatchObject({
      direction: "rtl",
      title: "إيصال",
    });
    expect(writeReceipt(order, shop, { language: "nl", locale: "nl" }).title).toBe("Receipt");
    const yen = { ...order, currency: "JPY", totalMinor: 1200n, breakdown: null };
    expect(writeReceipt(yen, shop, { language: "ja", locale: null }).sums.at(-1)?.amount).toMatch(/^[¥￥]1,200$/);
  });

  it("always adds up", () => {
    const amount = fc.bigInt({ min: 0n, max: 100_000_000n });
    fc.assert(
      fc.property(
        amount,
        amount,
        amount,
        amount,
        fc.boolean(),
        (totalMinor, discountMinor, shippingMinor, tax, taxesIncluded) => {
          const taxes = [{ title: "VAT", rate: null, minor: tax }];
          const breakdown = { discountMinor, shippingMinor, taxesIncluded, taxes };
          const { sums } = writeReceipt({ ...order, totalMinor, breakdown }, shop, inEnglish);
          const cents = sums.map((one) => Number(one.amount.replace(/[€,.]/g, "")));
          const steps = cents.slice(0, -1);
          if (steps.length > 0) expect(steps.reduce((sum, cent) => sum + cent, 0)).toBe(cents.at(-1));
        },
      ),
    );
  });
});

describe("the name of the file", () => {
  it.each([
    ["#1001", "1001.pdf"],
    ["DE/2026 1001", "DE20261001.pdf"],
    ["#", "receipt.pdf"],
  ])("of %s is %s", (name, file) => expect(receiptFileName(name)).toBe(file));
});
