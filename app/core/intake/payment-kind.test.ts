import { describe, expect, it } from "vitest";
import { paymentKindOf } from "./payment-kind.ts";

describe("paymentKindOf", () => {
  it.each([
    [["Cash on Delivery (COD)"], "pending"],
    [["cash_on_delivery"], "pending"],
    [["CASH ON DELIVERY"], "paid"],
    [["gift_card", "Nachnahme"], "pending"],
    [["Contrareembolso"], "pending"],
    [["Pago contra entrega"], "pending"],
    [["Pagamento na entrega"], "pending"],
    [["Paiement à la livraison"], "pending"],
    [["Pagamento in contrassegno"], "pending"],
    [["Kapıda Nakit Ödeme"], "pending"],
    [["KAPIDA ÖDEME"], "pending"],
    [["الدفع عند الاستلام"], "pending"],
    [["代金引換"], "pending"],
    [["कैश ऑन डिलीवरी"], "pending"],
  ])("%s is cash on delivery (%s)", (names, status) => {
    expect(paymentKindOf(names, status)).toBe("cod");
  });

  it.each([
    [["shopify_payments"], "paid", "prepaid"],
    [["paypal"], "authorized", "prepaid"],
    [["Codashop"], "pending", "unknown"],
    [["Encode Pay"], "paid", "prepaid"],
    [["Bank Deposit"], "pending", "manual"],
    [["manual"], "pending", "manual"],
    [["Bank Deposit"], "paid", "prepaid"],
    [[], "pending", "manual"],
    [[], "voided", "unknown"],
    [["klarna"], "pending", "unknown"],
  ])("%s and %s is %3$s", (names, status, kind) => {
    expect(paymentKindOf(names, status)).toBe(kind);
  });
});
