import { inspectPages } from "#test/support/inspect-pages.ts";
import { pocket } from "#test/support/open-sandbox.ts";

inspectPages({ name: "phone", viewport: pocket, locale: "en", direction: "ltr" });
