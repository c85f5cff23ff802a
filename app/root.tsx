import polarisStyles from "@shopify/polaris/build/esm/styles.css?url";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from "@remix-run/react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import stylesBeforeHydration from "./components/before-hydration.css?raw";
import polarisMirrored from "./components/polaris-mirrored.css?url";
import beforeHydration from "./components/before-hydration.js?raw";
import stylesBesidePolaris from "./components/beside-polaris.css?raw";
import { directionOf } from "./i18n/locales.ts";

export function loader({ context }: LoaderFunctionArgs) {
  return { apiKey: context.services.env.SHOPIFY_API_KEY };
}

/** One key for all pages and for as long as the process runs. */
export function shouldRevalidate() {
  return false;
}

export function Layout({ children }: { children: React.ReactNode }) {
  const data = useRouteLoaderData<typeof loader>("root");
  const { i18n } = useTranslation();
  const direction = directionOf(i18n.language);
  return (
    <html lang={i18n.language} dir={direction}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        {data ? <meta name="shopify-api-key" content={data.apiKey} /> : null}
        {/* Shopify asks for App Bridge first in the head of every document, unbundled and not deferred. */}
        <script src="https://cdn.shopify.com/shopifycloud/app-bridge.js" />
        <script dangerouslySetInnerHTML={{ __html: beforeHydration }} />
        <Meta />
        <link rel="stylesheet" href={direction === "rtl" ? polarisMirrored : polarisStyles} />
        <Links />
        <style dangerouslySetInnerHTML={{ __html: stylesBeforeHydration + stylesBesidePolaris }} />
      </head>
      <body>
        {children}
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

export default function Root() {
  useEffect(() => void window.dispatchEvent(new Event("tidings:hydrated")), []);
  return <Outlet />;
}

/** Outside the app's frame there is no Polaris: the last resort is plain HTML. */
export function ErrorBoundary() {
  const { t } = useTranslation();
  return (
    <main style={{ maxWidth: "36rem", margin: "4rem auto", padding: "0 1rem" }}>
      <h1>{t("errors.unexpectedTitle")}</h1>
      <p>{t("errors.unexpected")}</p>
    </main>
  );
}
