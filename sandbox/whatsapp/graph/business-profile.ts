import type { GraphAnswer } from "../errors.ts";
import { refuse } from "../errors.ts";
import type { BusinessNumber } from "../model.ts";
import { pickFields, unknownField } from "./pick-fields.ts";

const longest = { about: 139, address: 256, description: 512, email: 128 };
const known = new Set(["messaging_product", "websites", "vertical", "profile_picture_handle", ...Object.keys(longest)]);

/** GET /{phone}/whatsapp_business_profile: without `fields` only what it is. */
export function showProfile(number: BusinessNumber, fields: string | null): GraphAnswer {
  const all: Record<string, unknown> = {
    messaging_product: "whatsapp",
    profile_picture_url: undefined,
    ...number.profile,
  };
  const refused = unknownField(all, fields, "WhatsAppBusinessProfile");
  if (refused) return refused;
  const { id: _id, ...picked } = pickFields(all, fields, ["messaging_product"]);
  return { status: 200, body: { data: [{ ...picked, messaging_product: "whatsapp" }] } };
}

/** POST /{phone}/whatsapp_business_profile: the fields given are changed, the others stay. */
export function changeProfile(number: BusinessNumber, body: Record<string, unknown>): GraphAnswer {
  if (body.messaging_product !== "whatsapp") return refuse(100, "The parameter messaging_product is required.");
  const stranger = Object.keys(body).find((field) => !known.has(field));
  if (stranger) return refuse(100, `Unexpected key "${stranger}" on param.`);
  for (const [field, most] of Object.entries(longest)) {
    const value = body[field];
    if (value === undefined) continue;
    if (typeof value !== "string" || [...value].length > most)
      return refuse(100, `Param ${field} must be at most ${most} characters.`);
    if (field === "about" && value === "") return refuse(131009, "The parameter about can not be empty.");
    number.profile[field] = value;
  }
  if (body.websites !== undefined) {
    const { websites } = body;
    const fine =
      Array.isArray(websites) && websites.length <= 2 && websites.every((one) => /^https?:\/\//.test(String(one)));
    if (!fine) return refuse(100, "Param websites must be at most 2 addresses with http:// or https://.");
    number.profile.websites = websites;
  }
  if (typeof body.vertical === "string") number.profile.vertical = body.vertical;
  return { status: 200, body: { success: true } };
}
