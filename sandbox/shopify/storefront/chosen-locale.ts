import type { IncomingHttpHeaders } from "node:http";

/** The language of a visit: the one asked for, else the one chosen on an earlier page. */
export function chosenLocale(url: URL, headers: IncomingHttpHeaders): string | undefined {
  const asked = url.searchParams.get("locale");
  return asked ?? /(?:^|;\s*)locale=([a-zA-Z-]{2,12})/.exec(headers.cookie ?? "")?.[1];
}
