import { z } from "zod";
import type { MadeDocumentParameter } from "../outbox/message-content.ts";
import type { Ctx, Documents, SendAnswer, WhatsAppApi } from "../ports.ts";
import type { ClaimedMessage } from "./claim-lane.ts";
import { readReceipt } from "./read-receipt.ts";

export type DocumentsApi = Pick<WhatsAppApi, "uploadMedia"> & Documents;

type Attached = { outcome: "attached"; documentId: string } | Exclude<SendAnswer, { outcome: "accepted" }>;

const uploadSchema = z.object({ phoneNumberId: z.string(), mediaId: z.string(), uploadedAt: z.iso.datetime() });

/** Meta keeps an upload for 30 days. */
const keptForMs = 29 * 24 * 3_600_000;

/**
 * The document of a claimed message, made and handed to Meta, or the one an earlier try handed over: where it is kept is
 * written down before the message goes, so that however often sending is tried, one upload is enough, and a crash between
 * the two costs a second upload and never a second message. What does not come to an upload has not sent anything.
 */
export async function attachDocument(
  ctx: Ctx,
  api: DocumentsApi,
  by: { accessToken: string; phoneNumberId: string },
  message: ClaimedMessage,
  document: MadeDocumentParameter,
): Promise<Attached> {
  const { shopId, id, claimedAt } = message;
  const now = ctx.clock.now();
  const row = await ctx.db.message.findUnique({ where: { shopId_id: { shopId, id } }, select: { upload: true } });
  const before = uploadSchema.safeParse(row?.upload).data;
  if (before?.phoneNumberId === by.phoneNumberId && now.getTime() - Date.parse(before.uploadedAt) < keptForMs) {
    return { outcome: "attached", documentId: before.mediaId };
  }

  const language = message.content.kind === "template" ? message.content.language : "en";
  const receipt = await readReceipt(ctx.db, { shopId, language, document, now });
  if (!receipt) return notSent("order_gone", "bad_payload");
  const bytes = await api.printReceipt(receipt);
  const file = { fileName: document.fileName, mimeType: "application/pdf", bytes };
  const uploaded = await api.uploadMedia(by.accessToken, by.phoneNumberId, file);
  if (uploaded.outcome === "refused") return uploaded;
  if (uploaded.outcome === "unknown") return notSent("upload_unanswered", "retry_message");

  const upload = {
    phoneNumberId: by.phoneNumberId,
    mediaId: uploaded.value.mediaId,
    uploadedAt: now.toISOString(),
  } satisfies z.infer<typeof uploadSchema>;
  const { count } = await ctx.db.message.updateMany({
    where: { shopId, id, state: "sending", claimedAt },
    data: { upload },
  });
  // The claim ran out meanwhile: whoever settles it decides whether the message goes, not this try.
  if (count === 0) return { outcome: "unknown", cause: "claim_lost" };
  return { outcome: "attached", documentId: upload.mediaId };
}

/** Nothing left this house. */
function notSent(title: string, action: "bad_payload" | "retry_message"): Attached {
  return { outcome: "refused", refusal: { code: 0, title, action } };
}
