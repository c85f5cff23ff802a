import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { readBody } from "../read-body.server.ts";
import { requireShop } from "../require-shop.server.ts";

/** What the card on the consent page looks at while a comparison runs. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, pages, noteLook } = await requireShop(request, context);
  noteLook("consent");
  return { comparison: await pages.consent.readComparison(shop.id) };
}

const bodySchema = z.object({ intent: z.enum(["compare", "tell_again"]) });

/** Pressed twice is once. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, pages, noteLook } = await requireShop(request, context);
  noteLook("consent");
  const { intent } = await readBody(request, bodySchema);
  await (intent === "compare" ? pages.consent.compare(shop.id) : pages.consent.tellAgain(shop.id));
  return null;
}
