import type { ApiResult, Ctx, Documents, Refusal, WhatsAppApi } from "../ports.ts";
import type { MediaHandles } from "./compile-components.ts";
import type { TemplateDraft } from "./model.ts";
import { sampleReceipt } from "./receipt/sample-receipt.ts";

type Uploaded =
  | { outcome: "ok"; handles: MediaHandles }
  | { outcome: "refused"; refusal: Refusal }
  | { outcome: "unknown"; cause: string }
  /** A draft names a file that is not this shop's, or is gone. */
  | { outcome: "missing"; mediaId: string };

/** Hands Meta every file the draft shows and gives its handles, for the example a reviewer looks at. */
export async function uploadMedia(
  ctx: Ctx,
  api: Pick<WhatsAppApi, "uploadFile"> & Documents,
  accessToken: string,
  shopId: string,
  draft: TemplateDraft,
): Promise<Uploaded> {
  const ids = mediaOf(draft);
  const files = await ctx.db.templateMedia.findMany({ where: { shopId, id: { in: ids } } });
  const handles: Record<string, string> = {};
  for (const id of ids) {
    const file = files.find((one) => one.id === id);
    if (!file) return { outcome: "missing", mediaId: id };
    const { fileName, mimeType, bytes } = file;
    const answer = await api.uploadFile(accessToken, { fileName, mimeType, bytes });
    if (answer.outcome !== "ok") return answer;
    handles[id] = answer.value.handle;
  }
  const made = draft.headerMedia?.made;
  if (made) {
    const sample = await uploadSample(ctx, api, accessToken, shopId, draft.language);
    if (sample.outcome !== "ok") return sample;
    handles[made] = sample.value.handle;
  }
  return { outcome: "ok", handles };
}

/** A document that is made for each message is shown to Meta's reviewers as the made-up purchase's. */
async function uploadSample(
  ctx: Ctx,
  api: Pick<WhatsAppApi, "uploadFile"> & Documents,
  accessToken: string,
  shopId: string,
  language: string,
): Promise<ApiResult<{ handle: string }>> {
  const shop = await ctx.db.shop.findUniqueOrThrow({ where: { id: shopId } });
  const bytes = await api.printReceipt(sampleReceipt(shop, language, ctx.clock.now()));
  return api.uploadFile(accessToken, { fileName: "receipt.pdf", mimeType: "application/pdf", bytes });
}

function mediaOf({ headerMedia, cards }: TemplateDraft): string[] {
  const ids = [headerMedia?.mediaId, ...(cards ?? []).map((card) => card.media.mediaId)];
  return [...new Set(ids.flatMap((id) => id ?? []))];
}
