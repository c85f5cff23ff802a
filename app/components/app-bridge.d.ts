import type { DetailedHTMLProps, HTMLAttributes } from "react";

/** What Shopify's App Bridge script adds to a page; loaded in the head, not bundled. */
declare global {
  interface Window {
    shopify?: { loading?(busy: boolean): void };
  }
  namespace JSX {
    interface IntrinsicElements {
      "ui-nav-menu": DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement>;
    }
  }
}

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "ui-nav-menu": DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement>;
    }
  }
}
