import { z } from "zod";
import type { BusinessProfile, Ctx, Secrets, WhatsAppAccountsApi } from "../ports.ts";
import { checksum } from "../shared/checksum.ts";
import { profileProblems, type EditedProfile, type ProfileProblem } from "./profile-rules.ts";
import { failure } from "./api-failure.ts";

const storedProfile: z.ZodType<BusinessProfile> = z.object({
  about: z.string(),
  address: z.string(),
  description: z.string(),
  email: z.string(),
  websites: z.array(z.string()),
  vertical: z.string(),
  pictureUrl: z.string().nullable(),
});

export type { EditedProfile, ProfileProblem };

export type ReadProfile = { profile: BusinessProfile; version: number };

/** Pages look again every few seconds; Meta allows 200 such calls an hour. */
const freshForMs = 10 * 60_000;

type Api = Pick<WhatsAppAccountsApi, "readProfile" | "updateProfile">;
type Where = { shopId: string; numberId: string };

/** The profile as Meta has it, at most ten minutes old; null when Meta can not be asked and never was. */
export async function readBusinessProfile(
  ctx: Ctx,
  api: Api,
  secrets: Secrets,
  where: Where,
): Promise<ReadProfile | null> {
  const number = await findNumber(ctx, where);
  if (!number) return null;
  const stored = storedProfile.safeParse(number.profile);
  const age = ctx.clock.now().getTime() - (number.profileAt?.getTime() ?? 0);
  if (age >= 0 && age < freshForMs) return stored.success ? withVersion(stored.data) : null;
  if (!number.account.disconnectedAt && number.account.status !== "needs_reconnect") {
    const read = await api.readProfile(secrets.decrypt(number.account.accessToken), number.phoneNumberId);
    if (read.outcome === "ok") {
      await keep(ctx, where, read.value);
      return withVersion(read.value);
    }
    // Not asked again for a while: this page must not wait for Meta every few seconds.
    await ctx.db.whatsAppNumber.update({ where: keyOf(where), data: { profileAt: ctx.clock.now() } });
  }
  return stored.success ? withVersion(stored.data) : null;
}

export type SavedProfile =
  | { outcome: "saved" }
  | { outcome: "not_found" }
  | { outcome: "invalid"; problems: ProfileProblem[] }
  /** It was changed since, here or in WhatsApp Manager. */
  | { outcome: "conflict"; version: number }
  | { outcome: "refused"; message: string }
  | { outcome: "unavailable" };

/** Writes the profile at Meta if it is still the one that was edited (`version`). */
export async function saveBusinessProfile(
  ctx: Ctx,
  api: Api,
  secrets: Secrets,
  input: Where & { profile: EditedProfile; version: number },
): Promise<SavedProfile> {
  const number = await findNumber(ctx, input);
  if (!number) return { outcome: "not_found" };
  if (number.account.accessToken === "") return { outcome: "unavailable" };
  const token = secrets.decrypt(number.account.accessToken);
  const standing = await api.readProfile(token, number.phoneNumberId);
  if (standing.outcome !== "ok") return unsaved(standing);
  const websites = input.profile.websites.filter((website) => website !== "");
  const profile = { ...input.profile, websites };
  const problems = profileProblems(input.profile, standing.value);
  if (problems.length > 0) return { outcome: "invalid", problems };
  const { version } = withVersion(standing.value);
  if (version !== input.version && !sameProfile(profile, standing.value)) {
    await keep(ctx, input, standing.value);
    return { outcome: "conflict", version };
  }
  const { about, vertical, ...rest } = profile;
  const change = { ...rest, ...(about ? { about } : {}), ...(hasVertical(vertical) ? { vertical } : {}) };
  const saved = await api.updateProfile(token, number.phoneNumberId, change);
  if (saved.outcome !== "ok") return unsaved(saved);
  await keep(ctx, input, { ...profile, pictureUrl: standing.value.pictureUrl });
  ctx.log.info("profile_saved", { shopId: input.shopId, numberId: input.numberId });
  return { outcome: "saved" };
}

const hasVertical = (vertical: string) => vertical !== "" && vertical !== "UNDEFINED";

function unsaved(result: Parameters<typeof failure>[0]): SavedProfile {
  const failed = failure(result);
  return failed.outcome === "refused" ? { outcome: "refused", message: failed.message } : { outcome: "unavailable" };
}

function keyOf({ shopId, numberId }: Where) {
  return { shopId_id: { shopId, id: numberId } };
}

function findNumber(ctx: Ctx, where: Where) {
  return ctx.db.whatsAppNumber.findUnique({ where: keyOf(where), include: { account: true } });
}

async function keep(ctx: Ctx, where: Where, profile: BusinessProfile): Promise<void> {
  await ctx.db.whatsAppNumber.update({ where: keyOf(where), data: { profile, profileAt: ctx.clock.now() } });
}

const editable = ({ about, address, description, email, websites, vertical }: EditedProfile) =>
  JSON.stringify([about, address, description, email, websites, hasVertical(vertical) ? vertical : ""]);

function sameProfile(a: EditedProfile, b: EditedProfile): boolean {
  return editable(a) === editable(b);
}

/** Meta counts no versions. */
function withVersion(profile: BusinessProfile): ReadProfile {
  return { profile, version: checksum(editable(profile)) };
}
