import { Link } from "@remix-run/react";
import type { LinkLikeComponentProps } from "@shopify/polaris/build/ts/src/utilities/link";

/** Polaris' links through Remix, so that a click inside the app loads no new document. */
export function AppLink({ url = "", external, children, ...rest }: LinkLikeComponentProps) {
  if (external || !url.startsWith("/")) {
    return (
      <a href={url} target={external ? "_blank" : undefined} rel="noopener noreferrer" {...rest}>
        {children}
      </a>
    );
  }
  return (
    <Link to={url} {...rest}>
      {children}
    </Link>
  );
}
