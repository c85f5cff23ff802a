import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { triggers } from "../core/automations/triggers.ts";
import { requireShop } from "../require-shop.server.ts";

const querySchema = z.object({ trigger: z.enum(triggers), search: z.string().max(100).catch("") });

/** What an automation with this trigger can be tested with; `asked` says which question is answered. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, pages, noteLook } = await requireShop(request, context);
  noteLook("automation_test");
  const { searchParams } = new URL(request.url);
  const query = querySchema.safeParse(Object.fromEntries(searchParams));
  if (!query.success) throw new Response("The question could not be read.", { status: 400 });
  const cases = await pages.automations.listCases(shop, query.data.trigger, query.data.search);
  return { cases, asked: new URLSearchParams(query.data).toString() };
}
