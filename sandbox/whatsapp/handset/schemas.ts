import { z } from "zod";

const media = z.strictObject({
  caption: z.string().optional(),
  filename: z.string().optional(),
  mimeType: z.string().optional(),
});

/** Which chat: one of the two names a business number. */
export const chatRefSchema = z.object({ numberId: z.string().optional(), businessPhone: z.string().optional() });
export type ChatRef = z.infer<typeof chatRefSchema>;

/** What a person may send. */
export const sendBodySchema = chatRefSchema.extend({
  text: z.string().min(1).max(65_536).optional(),
  buttonReply: z
    .object({ messageId: z.string(), index: z.number().int().optional(), payload: z.string().optional() })
    .optional(),
  listReply: z.object({ messageId: z.string(), rowId: z.string() }).optional(),
  reaction: z.object({ messageId: z.string(), emoji: z.string() }).optional(),
  image: media.optional(),
  video: media.optional(),
  audio: media.optional(),
  document: media.optional(),
  sticker: media.optional(),
  location: z
    .object({
      latitude: z.number(),
      longitude: z.number(),
      name: z.string().optional(),
      address: z.string().optional(),
      url: z.string().optional(),
    })
    .optional(),
  contacts: z.array(z.object({ name: z.string(), phone: z.string() })).optional(),
  order: z
    .object({
      catalogId: z.string(),
      text: z.string().optional(),
      items: z.array(
        z.object({
          productRetailerId: z.string(),
          quantity: z.number(),
          itemPrice: z.number(),
          currency: z.string(),
        }),
      ),
    })
    .optional(),
  unsupported: z.boolean().optional(),
  replyTo: z.string().optional(),
  /** A click-to-WhatsApp ad led here. */
  referral: z.record(z.string(), z.unknown()).optional(),
});
export type SendBody = z.infer<typeof sendBodySchema>;

export const readBodySchema = chatRefSchema.extend({ messageIds: z.array(z.string()).optional() });
export const preferencesSchema = z.object({
  marketing: z.enum(["stop", "resume"]),
  numberId: z.string().optional(),
  businessPhone: z.string().optional(),
});
export const changeNumberSchema = z.object({ phone: z.string() });
export const profileSchema = z.strictObject({
  name: z.string().min(1).optional(),
  username: z.string().nullable().optional(),
  phoneHidden: z.boolean().optional(),
  online: z.boolean().optional(),
  onWhatsApp: z.boolean().optional(),
});
