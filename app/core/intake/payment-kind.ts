export type PaymentKind = "cod" | "prepaid" | "manual" | "unknown";

/** How cash on delivery is called by Shopify's own method, by common apps, and by merchants in the languages we speak. */
const cashOnDeliveryNames = [
  "cash on delivery",
  "pay on delivery",
  "payment on delivery",
  "cod",
  "nachnahme",
  "contra reembolso",
  "contrareembolso",
  "contra entrega",
  "contraentrega",
  "pago al recibir",
  "pagamento na entrega",
  "pagar na entrega",
  "paiement a la livraison",
  "contre remboursement",
  "contrassegno",
  "pagamento alla consegna",
  "kapıda odeme",
  "kapida odeme",
  "kapıda nakit",
  "kapida nakit",
  "kapıda kredi",
  "kapida kredi",
  "الدفع عند الاستلام",
  "الدفع عند التسليم",
  "代金引換",
  "代引",
  "कैश ऑन डिलीवरी",
  "डिलीवरी पर भुगतान",
  "rembours",
  "dobirka",
  "za pobraniem",
  "ramburs",
] as const;

/** Shopify's manual methods and their like: the shop waits for the money. */
const manualNames = ["manual", "bank deposit", "bank transfer", "money order", "invoice", "wire transfer"] as const;

/** financial_status of an order for which money came, whatever became of it later. */
const paidStatuses = new Set(["paid", "authorized", "partially_paid", "refunded", "partially_refunded"]);

/**
 * How an order is paid. Cash on delivery stays what it is after the cash came in. `gatewayNames`: payment_gateway_names of
 * the order, as the merchant may have named them; compared without case and accents.
 */
export function paymentKindOf(gatewayNames: readonly string[], financialStatus: string): PaymentKind {
  const names = gatewayNames.map(plain);
  if (names.some((name) => cashOnDeliveryPatterns.some((pattern) => pattern.test(name)))) return "cod";
  if (paidStatuses.has(financialStatus)) return "prepaid";
  if (names.length === 0 && financialStatus === "pending") return "manual";
  return names.some((name) => manualPatterns.some((pattern) => pattern.test(name))) ? "manual" : "unknown";
}

const cashOnDeliveryPatterns = cashOnDeliveryNames.map(wholeWords);
const manualPatterns = manualNames.map(wholeWords);

/** "Cash on Delivery (COD)" holds "cod"; "Codashop" does not. Scripts without spaces have no word boundaries to ask for. */
function wholeWords(phrase: string): RegExp {
  const escaped = plain(phrase);
  return /^[\p{Script=Latin}\s]+$/u.test(escaped)
    ? new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, "u")
    : new RegExp(escaped, "u");
}

function plain(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[\s_-]+/g, " ")
    .trim();
}
