import type { Ctx, Refusal, WhatsAppApi } from "../ports.ts";
import type { MediaHandles } from "./compile-components.ts";
import type { TemplateDraft } from "./model.ts";

type Uploaded =
  | { outcome: "ok"; handles: MediaHandles }
  | { outcome: "refused"; refusal: Refusal }
  | { outcome: "unknown"; cause: string }
  /** A draft names a file that is not this shop's, or is gone. */
  | { outcome: "missing"; mediaId: string };

/** Hands Meta every file the draft shows and gives its handles, for the example a reviewer looks at. */
export async function uploadMedia(
  ctx: Ctx,
  api: Pick<WhatsAppApi, "uploadFile">,
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
  return { outcome: "ok", handles };
}

function mediaOf({ headerMedia, cards }: TemplateDraft): string[] {
  const ids = [headerMedia?.mediaId, ...(cards ?? []).map((card) => card.media.mediaId)];
  return [...new Set(ids.flatMap((id) => id ?? []))];
}
