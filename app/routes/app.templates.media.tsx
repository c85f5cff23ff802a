import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import type { UploadAnswer } from "../components/templates/media-field.tsx";
import { mediaFormats } from "../core/templates/model.ts";
import { requireShop } from "../require-shop.server.ts";

const uploadSchema = z.object({ format: z.enum(mediaFormats), file: z.instanceof(File) });

/** Takes a file for a header or a card. */
export async function action({ request, context }: ActionFunctionArgs): Promise<UploadAnswer> {
  const { shop, pages } = await requireShop(request, context);
  const form = await request.formData().catch(() => null);
  const upload = uploadSchema.safeParse(form && Object.fromEntries(form));
  if (!upload.success) throw new Response("The file could not be read.", { status: 400 });
  const { format, file } = upload.data;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const stored = await pages.templates.storeMedia(shop.id, { format, fileName: file.name, bytes });
  switch (stored.outcome) {
    case "stored":
      return stored;
    case "too_large":
      return { outcome: "refused", key: "templateEditor.fileTooLarge", values: { max: stored.maxMb } };
    case "no_room":
      return { outcome: "refused", key: "templateEditor.noRoom", values: { max: stored.maxMb } };
    case "wrong_kind":
      return { outcome: "refused", key: `templateEditor.fileWrong_${format}` };
  }
}
