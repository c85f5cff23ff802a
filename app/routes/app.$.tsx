import type { LoaderFunctionArgs } from "@remix-run/node";
import { isRouteErrorResponse, useRouteError } from "@remix-run/react";
import { boundary } from "@shopify/shopify-app-remix/server";
import { NotFound } from "../components/not-found.tsx";
import { requireShop } from "../require-shop.server.ts";

/** Every other address below /app. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireShop(request, context);
  throw new Response("There is no such page.", { status: 404 });
}

export default function Nothing() {
  return null;
}

/** A page that does not exist says so; everything else is the SDK's to answer. */
export function ErrorBoundary() {
  const error = useRouteError();
  return isRouteErrorResponse(error) && error.status === 404 ? <NotFound /> : boundary.error(error);
}
