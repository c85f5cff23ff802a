import { PassThrough } from "node:stream";
import {
  createReadableStreamFromReadable,
  type AppLoadContext,
  type DataFunctionArgs,
  type EntryContext,
} from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { I18nextProvider } from "react-i18next";
import { createI18n } from "./i18n/create-i18n.ts";
import { localeOfRequest } from "./i18n/locales.ts";

const renderWithinMs = 5_000;

/** What no loader or action threw (app/doors/guard-routes.ts): a page that could not be rendered, a request cut off. */
export function handleError(error: unknown, { request, context }: DataFunctionArgs) {
  if (!request.signal.aborted) context.services.log.error("a page failed", { error });
}

export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { services }: AppLoadContext,
) {
  services.shopify.addDocumentResponseHeaders(request, headers);
  headers.set("content-type", "text/html");
  const i18n = await createI18n(localeOfRequest(request));
  const page = (
    <I18nextProvider i18n={i18n}>
      <RemixServer context={remixContext} url={request.url} />
    </I18nextProvider>
  );
  const readyEvent = isbot(request.headers.get("user-agent") ?? "") ? "onAllReady" : "onShellReady";
  return new Promise<Response>((resolve, reject) => {
    const { pipe, abort } = renderToPipeableStream(page, {
      [readyEvent]: () => {
        const body = new PassThrough();
        resolve(new Response(createReadableStreamFromReadable(body), { headers, status }));
        pipe(body);
      },
      onShellError: reject,
      onError: (error) => services.log.error("a page could not be rendered", { error }),
    });
    setTimeout(abort, renderWithinMs).unref();
  });
}
