import { Readable } from "node:stream";
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import { consentFiltersSchema } from "../core/analytics/consent-filters.ts";
import { requireShop } from "../require-shop.server.ts";

/** The ledger as a file, as far as the list's filters leave it; sent while it is read. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, pages, noteLook } = await requireShop(request, context);
  noteLook("consent_file");
  const filters = consentFiltersSchema.parse(Object.fromEntries(new URL(request.url).searchParams));
  const body = Readable.from(pages.consent.export(shop.id, filters), { objectMode: false });
  return new Response(createReadableStreamFromReadable(body), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="whatsapp-consent.csv"',
      "cache-control": "no-store",
    },
  });
}
