import { expect, test } from "vitest";
import { eventOutcomes } from "#app/core/intake/outcomes.ts";
import { storeEventKinds } from "#app/core/shared/store-event.ts";
import { AccountStatus, MessageState, NumberStatus, TemplateStatus } from "#prisma/generated/enums.ts";
import orderPage from "../../extensions/tidings-opt-in/locales/de.json" with { type: "json" };
import chatSettings from "../../extensions/tidings-chat/locales/de.schema.json" with { type: "json" };
import { words as de } from "./locales/de/index.ts";
import { words as en } from "./locales/en/index.ts";

const has = (group: Record<string, unknown>, keys: readonly string[]) =>
  expect(keys.filter((key) => !(key in group))).toEqual([]);

test("every store event, outcome, state and status a page may show has its words", () => {
  has(en.events, storeEventKinds);
  has(en.outcomes, eventOutcomes);
  has(en.states, Object.values(MessageState));
  has(en.templateCounts, Object.values(TemplateStatus));
  has(en.numberStatus, Object.values(NumberStatus));
  const broken = (statuses: string[], prefix: string) =>
    statuses.filter((status) => status !== "connected").map((status) => `${prefix}_${status}`);
  has(en.problems, broken(Object.values(AccountStatus), "account"));
  has(en.problems, broken(Object.values(NumberStatus), "number"));
});

test("German says du to merchants and Sie to shoppers", () => {
  const { shopper, ...admin } = de;
  const { file, ...privacy } = admin.privacy;
  const { sheetTitle, ...links } = admin.links;
  const toMerchants = JSON.stringify([{ ...admin, privacy, links }, chatSettings]);
  expect(toMerchants.match(/[a-zäöüß,“] (Sie|Ihnen|Ihr|Ihre[mnrs]?)\b/g)).toBeNull();
  expect(JSON.stringify([shopper, file, sheetTitle, orderPage]).match(/\b(du|dich|dir|deine?[mnrs]?)\b/gi)).toBeNull();
});
