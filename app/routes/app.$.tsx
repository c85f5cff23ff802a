import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireShop } from "../require-shop.server.ts";

/** Every other address below /app. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireShop(request, context);
  throw new Response("There is no such page.", { status: 404 });
}

export default function Nothing() {
  return null;
}
