import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { requireShop } from "../require-shop.server.ts";

const notFound = () => new Response("There is no such file.", { status: 404 });
const formatSchema = z.enum(["json", "html"]);

/** The file that answers a privacy request, to be saved, never to be shown or kept by anybody on the way. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop, pages, noteLook } = await requireShop(request, context);
  const id = z.uuid().safeParse(params.requestId);
  const format = formatSchema.safeParse(new URL(request.url).searchParams.get("format"));
  if (!id.success || !format.success) throw notFound();
  const file = await pages.privacy.readFile(shop, id.data, format.data);
  if (!file) throw notFound();
  for (const subjectId of file.seen) noteLook("person_file", subjectId);
  return new Response(file.body, {
    headers: {
      "content-type": file.type,
      "content-disposition": `attachment; filename="${file.name}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
