import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { localeOfRequest } from "../i18n/locales.ts";
import { requireShop } from "../require-shop.server.ts";

const querySchema = z.object({ template: z.string().max(512).catch("") });

/** The message of a template that was chosen in the editor; null when there is none. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, pages } = await requireShop(request, context);
  const { template } = querySchema.parse(Object.fromEntries(new URL(request.url).searchParams));
  return { template, preview: await pages.automations.previewTemplate(shop.id, template, localeOfRequest(request)) };
}
