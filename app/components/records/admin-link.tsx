import { Link } from "@shopify/polaris";
import type { ReactNode } from "react";

/** Leads to a page of the Shopify admin itself, outside the app's frame. */
export function AdminLink({ to, children }: { to: `orders/${string}` | `customers/${string}`; children: ReactNode }) {
  return (
    <Link url={`shopify://admin/${to}`} target="_top" monochrome>
      {children}
    </Link>
  );
}
