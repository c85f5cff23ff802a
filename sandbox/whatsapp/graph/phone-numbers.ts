import type { GraphAnswer } from "../errors.ts";
import { refuse } from "../errors.ts";
import type { Account, BusinessNumber } from "../model.ts";
import { pickFields, unknownField } from "./pick-fields.ts";

const nodeType = "WhatsAppBusinessPhoneNumber";

const usualFields = [
  "verified_name",
  "code_verification_status",
  "display_phone_number",
  "quality_rating",
  "platform_type",
  "throughput",
  "last_onboarded_time",
  "id",
];
const listFields = [
  "verified_name",
  "code_verification_status",
  "display_phone_number",
  "quality_rating",
  "status",
  "id",
];

/** GET /{phone}?fields= */
export function showNumber(number: BusinessNumber, fields: string | null): GraphAnswer {
  const all = fieldsOf(number);
  return unknownField(all, fields, nodeType) ?? { status: 200, body: pickFields(all, fields, usualFields) };
}

/** GET /{waba}/phone_numbers */
export function listNumbers(account: Account, fields: string | null): GraphAnswer {
  const all = account.numbers.map(fieldsOf);
  const refused = unknownField(all[0] ?? {}, fields, nodeType);
  if (refused && all.length > 0) return refused;
  const data = all.map((number) => pickFields(number, fields, listFields));
  const cursor = (number: BusinessNumber | undefined) => Buffer.from(number?.id ?? "").toString("base64");
  return {
    status: 200,
    body: {
      data,
      paging: { cursors: { before: cursor(account.numbers[0]), after: cursor(account.numbers.at(-1)) } },
    },
  };
}

/** POST /{phone}/register: the PIN of two-step verification is set the first time, and asked for afterwards. */
export function registerNumber(number: BusinessNumber, body: Record<string, unknown>): GraphAnswer {
  if (body.messaging_product !== "whatsapp") return refuse(100, "The parameter messaging_product is required.");
  if (typeof body.pin !== "string" || !/^\d{6}$/.test(body.pin)) return refuse(100, "Param pin must be 6 digits.");
  if (number.pin !== null && number.pin !== body.pin) return refuse(133005);
  number.pin = body.pin;
  number.registered = true;
  return { status: 200, body: { success: true } };
}

function fieldsOf(number: BusinessNumber): Record<string, unknown> {
  return {
    verified_name: number.verifiedName,
    code_verification_status: "VERIFIED",
    display_phone_number: number.displayPhone,
    quality_rating: number.quality,
    platform_type: number.registered ? "CLOUD_API" : "NOT_APPLICABLE",
    throughput: { level: number.ratePerSecond >= 1000 ? "HIGH" : "STANDARD" },
    last_onboarded_time: "2026-01-01T00:00:00+0000",
    status: number.registered ? number.status : "PENDING",
    name_status: "APPROVED",
    account_mode: "LIVE",
    is_official_business_account: false,
    // Coexistence, at 20 messages a second.
    is_on_biz_app: number.ratePerSecond <= 20,
    is_pin_enabled: number.pin !== null,
    messaging_limit_tier: tierName(number.account.portfolio.tier),
    whatsapp_business_manager_messaging_limit: tierName(number.account.portfolio.tier),
    id: number.id,
  };
}

export function tierName(tier: number): string {
  switch (tier) {
    case 250:
      return "TIER_250";
    case 2000:
      return "TIER_2K";
    case 10_000:
      return "TIER_10K";
    case 100_000:
      return "TIER_100K";
    default:
      return tier === Infinity ? "TIER_UNLIMITED" : `TIER_${tier}`;
  }
}
