import { describe, expect, test } from "vitest";
import { readSettings } from "../shared/settings.ts";
import { decide, latestSend, recheckAfterMs, type Decision } from "./decide.ts";
import type { PolicyFacts, ProposedMessage } from "./facts.ts";

const now = new Date("2026-11-21T10:00:00Z"); // 11:00 in Berlin
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const marketing: ProposedMessage = { category: "marketing", expiresAt: later(24 * 30) };
const utility: ProposedMessage = { category: "utility", expiresAt: later(24) };

function facts(overrides: Partial<PolicyFacts> & { category?: "utility" | "marketing" } = {}): PolicyFacts {
  const { category = "marketing", ...rest } = overrides;
  return {
    shop: { status: "installed", timeZone: "Europe/Berlin", settings: readSettings({}) },
    number: { status: "connected", pausedUntil: null },
    account: { status: "connected" },
    contact: { blockedAt: null, unreachableAt: null, timeZone: null, country: "DE", province: null },
    recipient: { phone: "+4915112345678" },
    consent: { marketing: { state: "granted", decidedAt: now }, transactional: { state: "none", decidedAt: null } },
    template: { state: "approved", category },
    marketingAt: [],
    lastMessageAt: null,
    ...rest,
  };
}

function settings(json: object): PolicyFacts["shop"] {
  return { ...facts().shop, settings: readSettings(json) };
}

const rechecked = (reason: string): Decision =>
  ({ do: "delay", until: new Date(now.getTime() + recheckAfterMs), reason }) as Decision;
const never = (reason: string): Decision => ({ do: "suppress", reason }) as Decision;
const base = facts();

describe("a message with nothing against it goes", () => {
  test.each([
    ["marketing with consent", marketing, facts()],
    ["utility without any consent", utility, facts({ category: "utility", consent: none() })],
    [
      "utility in the night",
      utility,
      facts({ category: "utility", contact: { ...base.contact, timeZone: "Asia/Tokyo", country: "JP" } }),
    ],
    ["a number whose rest is over", marketing, facts({ number: { status: "paused", pausedUntil: now } })],
    [
      "marketing to Canada",
      marketing,
      facts({ recipient: { phone: "+14165550123" }, contact: { ...base.contact, timeZone: "Europe/Berlin" } }),
    ],
  ])("%s", (_name, message, given) => {
    expect(decide(message, given, now)).toEqual({ do: "send" });
  });
});

function none(): PolicyFacts["consent"] {
  return { marketing: { state: "none", decidedAt: null }, transactional: { state: "none", decidedAt: null } };
}
function revoked(purpose: "marketing" | "transactional", decidedAt = now): PolicyFacts["consent"] {
  return { ...facts().consent, [purpose]: { state: "revoked", decidedAt } };
}

describe("each rule has its own reason", () => {
  test.each<[string, Decision, Partial<PolicyFacts>]>([
    ["uninstalled", never("shop_uninstalled"), { shop: { ...base.shop, status: "uninstalled" } }],
    ["paused by the merchant", rechecked("shop_paused"), { shop: settings({ paused: true }) }],
    ["no number", never("no_number"), { number: null, account: null }],
    [
      "number disconnected",
      rechecked("number_disconnected"),
      { number: { status: "disconnected", pausedUntil: null } },
    ],
    ["number paused", rechecked("number_paused"), { number: { status: "paused", pausedUntil: null } }],
    [
      "number paused for a while",
      { do: "delay", until: later(3), reason: "number_paused" },
      { number: { status: "paused", pausedUntil: later(3) } },
    ],
    ["token gone", rechecked("account_needs_reconnect"), { account: { status: "needs_reconnect" } }],
    ["restricted", rechecked("account_restricted"), { account: { status: "restricted" } }],
    ["payment", rechecked("account_payment_problem"), { account: { status: "payment_problem" } }],
    ["blocked", never("contact_blocked"), { contact: { ...base.contact, blockedAt: now } }],
    ["no address", never("no_address"), { recipient: null }],
    ["unreachable", never("contact_unreachable"), { contact: { ...base.contact, unreachableAt: now } }],
    [
      "opted out of all",
      never("opted_out_of_everything"),
      { consent: { ...revoked("marketing"), transactional: { state: "revoked", decidedAt: now } } },
    ],
    ["opted out of marketing", never("opted_out_of_marketing"), { consent: revoked("marketing") }],
    ["never asked", never("no_marketing_consent"), { consent: none() }],
    [
      "asked, not confirmed",
      never("marketing_consent_pending"),
      { consent: { ...none(), marketing: { state: "pending", decidedAt: now } } },
    ],
    ["missing", rechecked("template_missing"), { template: { state: "missing" } }],
    ["draft", rechecked("template_draft"), { template: { state: "draft" } }],
    ["pending", rechecked("template_pending"), { template: { state: "pending" } }],
    ["rejected", rechecked("template_rejected"), { template: { state: "rejected" } }],
    ["paused template", rechecked("template_paused"), { template: { state: "paused" } }],
    ["disabled", never("template_disabled"), { template: { state: "disabled" } }],
    ["mismatch", never("template_mismatch"), { template: { state: "mismatch" } }],
    ["recategorised", rechecked("template_recategorised"), { template: { state: "recategorised" } }],
    ["US number", never("no_marketing_to_us_numbers"), { recipient: { phone: "+12125551234" } }],
    [
      "US number behind an id",
      never("no_marketing_to_us_numbers"),
      { recipient: { userId: "US.13491208655302741918" } },
    ],
    ["+1 of no country", never("no_marketing_to_us_numbers"), { recipient: { phone: "+15555550123" } }],
    [
      "cap",
      { do: "delay", until: new Date("2026-11-23T10:00:00Z"), reason: "frequency_cap" },
      { marketingAt: [new Date("2026-11-16T10:00:00Z"), new Date("2026-11-20T10:00:00Z")] },
    ],
    [
      "their own cap of one a month",
      { do: "delay", until: new Date("2026-12-10T10:00:00Z"), reason: "frequency_cap" },
      {
        contact: { ...base.contact, marketingGapDays: 30 },
        marketingAt: [new Date("2026-11-01T10:00:00Z"), new Date("2026-11-10T10:00:00Z")],
      },
    ],
    [
      "just messaged",
      { do: "delay", until: new Date("2026-11-21T10:50:00Z"), reason: "recently_messaged" },
      { lastMessageAt: new Date("2026-11-21T09:50:00Z") },
    ],
  ])("%s", (_name, expected, overrides) => {
    expect(decide(marketing, facts(overrides), now)).toEqual(expected);
  });

  test("out of date", () => {
    expect(decide({ ...utility, expiresAt: now }, facts({ category: "utility" }), now)).toEqual(never("expired"));
  });

  test("a receipt that Meta calls marketing waits for the merchant", () => {
    const given = facts({ template: { state: "approved", category: "marketing" } });
    expect(decide(utility, given, now)).toEqual(rechecked("template_recategorised"));
  });
});

describe("rules meet", () => {
  test("the first in the order of rules is the reason", () => {
    const all = facts({ consent: revoked("marketing"), recipient: null, template: { state: "missing" } });
    expect(decide(marketing, all, now)).toEqual(never("no_address"));
  });

  test("a cap that ends in the night waits for the morning", () => {
    const marketingAt = [new Date("2026-11-15T22:00:00Z"), new Date("2026-11-20T22:00:00Z")];
    expect(decide(marketing, facts({ marketingAt }), now)).toEqual({
      do: "delay",
      until: new Date("2026-11-23T08:00:00Z"), // 09:00 in Berlin
      reason: "frequency_cap",
    });
  });

  test("what would wait beyond its expiry is not sent at all, and says why", () => {
    const night = new Date("2026-11-21T22:00:00Z");
    const decision = decide({ category: "marketing", expiresAt: new Date("2026-11-22T08:00:00Z") }, facts(), night);
    expect(decision).toEqual(never("quiet_hours_until_expiry"));
  });

  test("quiet hours can be made to hold for receipts too", () => {
    const shop = settings({ quietHours: { enabled: true, from: 21 * 60, to: 9 * 60, appliesTo: "all" } });
    const decision = decide(utility, facts({ category: "utility", shop }), new Date("2026-11-21T21:00:00Z"));
    expect(decision).toEqual({ do: "delay", until: new Date("2026-11-22T08:00:00Z"), reason: "quiet_hours" });
  });
});

/** START brings back messages about orders; marketing that was never agreed to it does not. */
function cameBack(outAt: Date, backAt: Date): PolicyFacts["consent"] {
  return { ...revoked("marketing", outAt), transactional: { state: "granted", decidedAt: backAt, ownYesAt: backAt } };
}

test("offers on and messages about orders off, as on a person's own page: each is what was chosen", () => {
  const consent = revoked("transactional");
  expect(consent.marketing.state).toBe("granted");
  expect(decide(marketing, facts({ consent }), now)).toEqual({ do: "send" });
  expect(decide(utility, facts({ category: "utility", consent }), now)).toEqual(never("opted_out_of_orders"));
});

describe("a request is consent to the message it asks for", () => {
  const asked = { ...marketing, requestedAt: later(-2) };
  test.each<[string, Decision, PolicyFacts["consent"]]>([
    ["who never decided", { do: "send" }, none()],
    ["who opted out before asking", never("opted_out_of_marketing"), revoked("marketing", later(-3))],
    ["who came back after opting out, then asked", { do: "send" }, cameBack(later(-4), later(-3))],
    [
      "who opted out, and whose messages about orders somebody else allowed then",
      never("opted_out_of_marketing"),
      { ...revoked("marketing", later(-4)), transactional: { state: "granted", decidedAt: later(-3), ownYesAt: null } },
    ],
    ["who opted out, asked, then came back", { do: "send" }, cameBack(later(-4), later(-1))],
    ["who asked, opted out, then came back", never("opted_out_of_marketing"), cameBack(later(-1.5), later(-1))],
    ["who came back, then opted out again", never("opted_out_of_marketing"), cameBack(later(-3), later(-4))],
    ["who opted out after asking", never("opted_out_of_marketing"), revoked("marketing", later(-1))],
    ["who opted out as they asked", never("opted_out_of_marketing"), revoked("marketing", later(-2))],
    [
      "who wants nothing at all",
      never("opted_out_of_everything"),
      { ...none(), transactional: { state: "revoked", decidedAt: later(-3) } },
    ],
  ])("%s", (_name, expected, consent) => {
    expect(decide(asked, facts({ consent }), now)).toEqual(expected);
  });
});

describe("until when what may go now may go", () => {
  test("an offer until the night falls, at the latest", () => {
    expect(latestSend(marketing, facts(), now)).toEqual(new Date("2026-11-21T20:00:00Z"));
    expect(latestSend({ ...marketing, expiresAt: later(1) }, facts(), now)).toEqual(later(1));
  });

  test("a receipt until it is out of date", () => {
    expect(latestSend(utility, facts({ category: "utility" }), now)).toEqual(later(24));
  });

  test("without quiet hours as long as it is worth sending", () => {
    const quietHours = { enabled: false, from: 1260, to: 540 };
    expect(latestSend(marketing, facts({ shop: settings({ quietHours }) }), now)).toEqual(marketing.expiresAt);
  });
});
