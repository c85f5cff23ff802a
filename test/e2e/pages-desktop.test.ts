import { inspectPages } from "#test/support/inspect-pages.ts";
import { desktop } from "#test/support/open-sandbox.ts";

inspectPages({ name: "desktop", viewport: desktop, locale: "en", direction: "ltr" });
