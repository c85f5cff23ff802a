import type { TFunction } from "i18next";
import type { TestCase } from "../../core/analytics/list-test-cases.ts";
import { moneyText } from "./step-words.ts";

/** One of it among others: "order" and its id. */
export const caseKey = ({ subject }: TestCase): string => `${subject.kind} ${subject.id}`;

/** A cart or a checkout is known by its amount, a person by themselves. */
function basketText(t: TFunction, kind: string, total: string): string | null {
  if (kind === "cart") return t("automationTest.cart", { total });
  return kind === "checkout" ? t("automationTest.checkout", { total }) : null;
}

/** What happened, in a line: "Order #1001 · €49.90 · Ada". */
export function caseText(t: TFunction, locale: string, { total, product, name, subject, contact }: TestCase): string {
  const amount = total && moneyText(locale, total.minor, total.currency);
  const what = product ?? (name ? t("automationTest.order", { name }) : basketText(t, subject.kind, amount ?? ""));
  return [what, name ? amount : null, contact].filter(Boolean).join(" · ");
}
