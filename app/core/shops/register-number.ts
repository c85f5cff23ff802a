import type { Ctx, Secrets, WhatsAppAccountsApi } from "../ports.ts";
import { failure } from "./api-failure.ts";

type Input = {
  shopId: string;
  numberId: string;
  phoneNumberId: string;
  accessToken: string;
  typedPin?: string | undefined;
  freshPin?: string;
};

export type Registered =
  | { outcome: "registered" }
  | { outcome: "pin_needed"; wrong: boolean }
  | { outcome: "refused"; code: number; message: string }
  | { outcome: "unavailable"; cause: string };

/** "Two step verification PIN mismatch". */
const wrongPin = 133005;

/**
 * Registers a number for the Cloud API under its PIN: the one the merchant typed, else the one kept from an earlier run, else
 * a fresh one. The PIN is kept before Meta hears of it: lost, nobody could register the number again.
 */
export async function registerNumber(
  ctx: Ctx,
  api: Pick<WhatsAppAccountsApi, "registerNumber">,
  secrets: Secrets,
  input: Input,
): Promise<Registered> {
  const key = { shopId_id: { shopId: input.shopId, id: input.numberId } };
  const row = await ctx.db.whatsAppNumber.findUniqueOrThrow({ where: key, select: { pin: true } });
  const kept = row.pin === null ? undefined : secrets.decrypt(row.pin);
  const pin = input.typedPin ?? kept ?? input.freshPin;
  if (pin === undefined) return { outcome: "pin_needed", wrong: false };
  await ctx.db.whatsAppNumber.update({ where: key, data: { pin: secrets.encrypt(pin) } });

  const answer = await api.registerNumber(input.accessToken, input.phoneNumberId, pin);
  if (answer.outcome === "refused" && answer.refusal.code === wrongPin) {
    // Certainly not the number's PIN; the one kept before may be.
    await ctx.db.whatsAppNumber.update({
      where: key,
      data: { pin: input.typedPin !== undefined ? row.pin : null, statusReason: "pin_needed" },
    });
    return { outcome: "pin_needed", wrong: input.typedPin !== undefined };
  }
  if (answer.outcome !== "ok") return failure(answer);
  await ctx.db.whatsAppNumber.update({ where: key, data: { status: "connected", statusReason: null } });
  return { outcome: "registered" };
}
