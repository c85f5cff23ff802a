import { redirect } from "@remix-run/node";

/** Where the SDK sends somebody who came without a shop: the app is opened from the Shopify admin, there is no sign-in of its own. */
export function loader() {
  throw redirect("/");
}
