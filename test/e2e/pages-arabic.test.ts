import { inspectPages } from "#test/support/inspect-pages.ts";
import { desktop } from "#test/support/open-sandbox.ts";

inspectPages({ name: "arabic", viewport: desktop, locale: "ar", direction: "rtl" });
