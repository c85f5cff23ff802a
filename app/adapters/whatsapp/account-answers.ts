import { z } from "zod";
import type {
  AccountProblem,
  ApiResult,
  BusinessProfile,
  RemoteAccount,
  RemoteNumber,
  RemoteToken,
} from "#app/core/ports.ts";
import { readAnswer, type HttpAnswer } from "./answers.ts";

const numberBody = z.object({
  display_phone_number: z.string(),
  verified_name: z.string().catch(""),
  name_status: z.string().optional().catch(undefined),
  quality_rating: z.string().catch("UNKNOWN"),
  platform_type: z.string().optional().catch(undefined),
  throughput: z.object({ level: z.string() }).optional().catch(undefined),
  /** Coexistence: the number is used in the WhatsApp Business app too. */
  is_on_biz_app: z.boolean().optional().catch(undefined),
  whatsapp_business_manager_messaging_limit: z.string().optional().catch(undefined),
});

type NumberBody = z.output<typeof numberBody>;

const numberPageBody = z.object({
  data: z.array(numberBody.extend({ id: z.string() })),
  paging: z
    .object({ cursors: z.object({ after: z.string().optional() }).optional(), next: z.string().optional() })
    .optional()
    .catch(undefined),
});

const availability = z.enum(["AVAILABLE", "LIMITED", "BLOCKED"]).optional().catch(undefined);

const accountBody = z.object({
  name: z.string().catch(""),
  health_status: z
    .object({
      entities: z
        .array(
          z.object({
            entity_type: z.string().catch(""),
            can_send_message: availability,
            errors: z
              .array(
                z.object({
                  error_code: z.int32(),
                  error_description: z.string().catch(""),
                  possible_solution: z.string().optional().catch(undefined),
                }),
              )
              .optional()
              .catch(undefined),
          }),
        )
        .catch([]),
    })
    .optional()
    .catch(undefined),
});

const tokenBody = z.object({
  data: z.object({
    is_valid: z.boolean().catch(false),
    app_id: z.string().optional().catch(undefined),
    scopes: z.array(z.string()).catch([]),
    /** Seconds since 1970; 0: never. */
    expires_at: z.int().optional().catch(undefined),
  }),
});

const codeExchangeBody = z.object({ access_token: z.string().min(1) });

const profileBody = z.object({
  data: z
    .array(
      z.object({
        about: z.string().catch(""),
        address: z.string().catch(""),
        description: z.string().catch(""),
        email: z.string().catch(""),
        websites: z.array(z.string()).catch([]),
        vertical: z.string().catch(""),
        profile_picture_url: z.string().nullish().catch(null),
      }),
    )
    .min(1),
});

export function readRemoteNumber(answer: HttpAnswer): ApiResult<RemoteNumber> {
  return mapped(readAnswer(answer, numberBody), numberOf);
}

export function readNumberPage(
  answer: HttpAnswer,
): ApiResult<{ numbers: (RemoteNumber & { id: string })[]; after: string | undefined }> {
  return mapped(readAnswer(answer, numberPageBody), ({ data, paging }) => ({
    numbers: data.map((number) => ({ id: number.id, ...numberOf(number) })),
    // The last page has an "after" cursor too, but no "next".
    after: paging?.next ? paging.cursors?.after : undefined,
  }));
}

export function readRemoteAccount(answer: HttpAnswer): ApiResult<RemoteAccount> {
  return mapped(readAnswer(answer, accountBody), ({ name, health_status }) => ({
    name,
    health: (health_status?.entities ?? []).flatMap(({ can_send_message, errors }): AccountProblem[] =>
      (errors ?? []).map(({ error_code, error_description, possible_solution }) => ({
        code: error_code,
        description: error_description,
        solution: possible_solution ?? null,
        blocks: can_send_message === "BLOCKED",
      })),
    ),
  }));
}

/** A refusal is no word about the token: Meta lets only some look into others. */
export function readRemoteToken(answer: HttpAnswer): ApiResult<RemoteToken | null> {
  const result = readAnswer(answer, tokenBody);
  if (result.outcome === "refused" && result.refusal.code !== 190) return { outcome: "ok", value: null };
  return mapped(result, ({ data }) => ({
    isValid: data.is_valid,
    appId: data.app_id ?? null,
    scopes: data.scopes,
    expiresAt: data.expires_at ? new Date(data.expires_at * 1000) : null,
  }));
}

export function readCodeExchange(answer: HttpAnswer): ApiResult<{ accessToken: string }> {
  return mapped(readAnswer(answer, codeExchangeBody), ({ access_token }) => ({ accessToken: access_token }));
}

export function readProfile(answer: HttpAnswer): ApiResult<BusinessProfile> {
  return mapped(readAnswer(answer, profileBody), ({ data }) => {
    const { profile_picture_url, ...profile } = data[0] ?? emptyProfile;
    return { ...profile, pictureUrl: profile_picture_url ?? null };
  });
}

const emptyProfile = {
  about: "",
  address: "",
  description: "",
  email: "",
  websites: [],
  vertical: "",
  profile_picture_url: null,
};

function numberOf(number: NumberBody): RemoteNumber {
  return {
    displayPhone: `+${number.display_phone_number.replace(/\D/g, "")}`,
    verifiedName: number.verified_name,
    quality: number.quality_rating,
    ratePerSecond: ratePerSecond(number.throughput?.level, number.is_on_biz_app),
    tierLimit: tierLimit(number.whatsapp_business_manager_messaging_limit),
    nameStatus: number.name_status ?? null,
    // Not told: an older version of the API, where only registered numbers were shown.
    isRegistered: number.platform_type === undefined || number.platform_type === "CLOUD_API",
    isOnBusinessApp: number.is_on_biz_app ?? false,
  };
}

function mapped<A, B>(result: ApiResult<A>, map: (value: A) => B): ApiResult<B> {
  return result.outcome === "ok" ? { outcome: "ok", value: map(result.value) } : result;
}

/** Messages a second, in and out together. */
function ratePerSecond(level: string | undefined, isOnBusinessApp: boolean | undefined): number {
  if (isOnBusinessApp) return 20;
  return level === "HIGH" ? 1000 : 80;
}

/** "TIER_250", "TIER_2K", "TIER_100K", "TIER_UNLIMITED". An unknown word is read as the smallest: too careful heals, too bold does not. */
function tierLimit(tier: string | undefined): number | null {
  if (tier === "TIER_UNLIMITED") return null;
  const match = /^TIER_(\d+)(K?)$/.exec(tier ?? "");
  return match ? Number(match[1]) * (match[2] ? 1000 : 1) : 250;
}
