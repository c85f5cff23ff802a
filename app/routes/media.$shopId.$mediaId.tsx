import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";

const paramsSchema = z.object({ shopId: z.uuid(), mediaId: z.uuid() });

/** A file a template shows: fetched by Meta with each message, and by whoever previews it. Public, as the message is. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const read = paramsSchema.safeParse(params);
  const file = read.success
    ? await context.services.pages.templates.readMedia(read.data.shopId, read.data.mediaId)
    : null;
  if (!file) throw new Response("There is no such file.", { status: 404 });
  return new Response(file.bytes, {
    headers: {
      "content-type": file.mimeType,
      "content-length": String(file.bytes.length),
      "content-disposition": `inline; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
      // What an address shows never changes: another file has another address.
      "cache-control": "public, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
    },
  });
}
