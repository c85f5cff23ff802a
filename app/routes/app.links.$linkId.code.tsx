import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { requireShop } from "../require-shop.server.ts";

const askedSchema = z.object({ linkId: z.uuid(), as: z.enum(["svg", "png"]) });

/** The code of a link as a file. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop, pages } = await requireShop(request, context);
  const asked = askedSchema.safeParse({ ...params, as: new URL(request.url).searchParams.get("as") });
  const link = asked.success ? await pages.links.read(shop.id, asked.data.linkId) : null;
  if (!asked.success || !link) throw new Response("There is no such code.", { status: 404 });
  const svg = asked.data.as === "svg";
  const drawn = await (svg ? pages.links.drawSvg(link.address) : pages.links.drawPng(link.address));
  if (drawn === null) throw new Response("The link is too long for a code.", { status: 404 });
  return new Response(typeof drawn === "string" ? drawn : new Uint8Array(drawn), {
    headers: {
      "content-type": svg ? "image/svg+xml" : "image/png",
      "content-disposition": `attachment; filename="whatsapp-${link.code}.${asked.data.as}"`,
      "cache-control": "no-store",
    },
  });
}
