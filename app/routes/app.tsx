import { NavMenu } from "@shopify/app-bridge-react";
import { AppProvider as PolarisProvider } from "@shopify/polaris";
import { boundary } from "@shopify/shopify-app-remix/server";
import type { HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useNavigation, useRevalidator, useRouteError } from "@remix-run/react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { AppLink } from "../components/app-link.tsx";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireShop(request, context);
  return null;
}

export default function EmbeddedApp() {
  const { i18n } = useTranslation();
  return (
    <PolarisProvider i18n={i18n.getResourceBundle(i18n.language, "polaris")} linkComponent={AppLink}>
      <Navigation />
      <Progress />
      <KeepFresh />
      <Outlet />
    </PolarisProvider>
  );
}

const pagesInMenu = ["automations", "templates", "messages", "events", "customers", "settings"];

function Navigation() {
  const { t } = useTranslation();
  return (
    <NavMenu>
      <a href="/app" rel="home">
        {t("nav.home")}
      </a>
      {pagesInMenu.map((page) => (
        <a key={page} href={`/app/${page}`}>
          {t(`nav.${page}`)}
        </a>
      ))}
    </NavMenu>
  );
}

/** The admin's own loading bar while a page is on its way. */
function Progress() {
  const busy = useNavigation().state !== "idle";
  useEffect(() => {
    window.shopify?.loading(busy);
  }, [busy]);
  return null;
}

const refreshEveryMs = 5_000;

/** Messages move on by themselves, and so do the pages that show them; not while nobody looks. */
function KeepFresh() {
  const { revalidate, state } = useRevalidator();
  const busy = useNavigation().state !== "idle" || state !== "idle";
  useEffect(() => {
    if (busy) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") revalidate();
    }, refreshEveryMs);
    return () => clearInterval(timer);
  }, [busy, revalidate]);
  return null;
}

/** The SDK's redirects and its session token handshake come as errors with headers of their own. */
export function ErrorBoundary() {
  return boundary.error(useRouteError());
}

export const headers: HeadersFunction = (args) => boundary.headers(args);
