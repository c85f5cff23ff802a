import {
  ChatIcon,
  ClockIcon,
  DiscountCodeIcon,
  HashtagIcon,
  QuestionCircleIcon,
  SendIcon,
  StopCircleIcon,
} from "@shopify/polaris-icons";
import type { TFunction } from "i18next";
import type { Duration, Step, StepKind } from "../../core/automations/definition.ts";
import { writeAmount } from "./amount-text.ts";
import { unitOf } from "./duration-field.tsx";
import type { Branch } from "./step-tree.ts";

export const stepIcons: Record<StepKind, typeof ClockIcon> = {
  wait: ClockIcon,
  send_template: SendIcon,
  condition: QuestionCircleIcon,
  wait_for_reply: ChatIcon,
  discount_code: DiscountCodeIcon,
  tag: HashtagIcon,
  stop: StopCircleIcon,
};

export function durationText(t: TFunction, duration: Duration): string {
  const { unit, count } = unitOf(duration);
  return count < 0 ? "…" : t(`durations.short.${unit}`, { count });
}

/** What a step does, in a few words. */
export function stepTitle(t: TFunction, locale: string, step: Step): string {
  switch (step.kind) {
    case "wait":
      return t(step.until ? "automationSteps.title.waitUsage" : "automationSteps.title.wait", {
        time: durationText(t, step.for),
      });
    case "send_template":
      return step.template
        ? t("automationSteps.title.send", { template: step.template })
        : t("automationSteps.title.sendNothing");
    case "wait_for_reply":
      return t("automationSteps.title.wait_for_reply", { time: durationText(t, step.timeout) });
    case "discount_code":
      return discountTitle(t, locale, step);
    case "tag": {
      const tags = new Intl.ListFormat(locale, { type: "unit" }).format(step.tags) || "…";
      return t(step.on === "order" ? "automationSteps.title.tagOrder" : "automationSteps.title.tagCustomer", { tags });
    }
    default:
      return t(`automationSteps.${step.kind}`);
  }
}

function discountTitle(t: TFunction, locale: string, { value }: Extract<Step, { kind: "discount_code" }>): string {
  if (value.kind === "percent") {
    const percent = new Intl.NumberFormat(locale, { style: "percent" }).format(Math.max(value.percent, 0) / 100);
    return t("automationSteps.title.percent", { percent });
  }
  const { minor, currency } = value.amount;
  const amount = minor === "" ? "…" : moneyText(locale, minor, currency);
  return t("automationSteps.title.amount", { amount });
}

export function moneyText(locale: string, minor: string, currency: string): string {
  const format = new Intl.NumberFormat(locale, { style: "currency", currency });
  return format.format(writeAmount(minor, currency) as Intl.StringNumericLiteral);
}

/** When a branch is taken; `labelOf` knows the words on a button by what it tells the app. */
export function branchTitle(
  t: TFunction,
  locale: string,
  step: Step,
  { key }: Branch,
  labelOf: (text: string) => string,
): string {
  if (typeof key === "string") return t(`automationSteps.branch.${key}`);
  const texts = step.kind === "wait_for_reply" ? (step.answers[key]?.texts ?? []) : [];
  if (texts.length === 0) return t("automationSteps.branch.answerEmpty");
  // Each in quotes of its own: a reply may hold commas.
  const quoted = texts.map((text) => t("automationSteps.branch.answer", { text: labelOf(text) }));
  return new Intl.ListFormat(locale, { type: "disjunction" }).format(quoted);
}
