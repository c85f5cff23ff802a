import type { LoaderFunctionArgs } from "@remix-run/node";

/** Shopify's sign-in paths (session token bounce, exit from the iframe) are answered by its SDK. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await context.services.shopify.authenticate.admin(request);
  return null;
}
