import { NavMenu } from "@shopify/app-bridge-react";
import { AppProvider as PolarisProvider, Box } from "@shopify/polaris";
import { boundary } from "@shopify/shopify-app-remix/server";
import type { HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import {
  isRouteErrorResponse,
  Link,
  Outlet,
  useLoaderData,
  useLocation,
  useNavigate,
  useNavigation,
  useRevalidator,
  useRouteError,
  type ShouldRevalidateFunctionArgs,
} from "@remix-run/react";
import { useEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { concernsCustomers, CustomerDataBanner } from "../components/access/customer-data-banner.tsx";
import { AppLink } from "../components/app-link.tsx";
import { KeepFocus } from "../components/keep-focus.tsx";
import { StopLeaving } from "../components/stop-leaving.tsx";
import { TroubleBanner } from "../components/trouble-banner.tsx";
import { PageError } from "../components/page-error.tsx";
import { PausedBanner } from "../components/settings/pause-card.tsx";
import { readSettings } from "../core/shared/settings.ts";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return { paused: readSettings(shop.settings).paused, customerDataRefused: shop.customerDataRefusedAt !== null };
}

/** What the banner above the page says: asked again on another page and after a change, not with every look for news. */
export function shouldRevalidate({ formMethod, currentUrl, nextUrl }: ShouldRevalidateFunctionArgs) {
  return formMethod !== undefined || currentUrl.pathname !== nextUrl.pathname;
}

export default function EmbeddedApp() {
  const { paused, customerDataRefused } = useLoaderData<typeof loader>();
  const { pathname } = useLocation();
  const concerned = customerDataRefused && concernsCustomers(pathname);
  return (
    <Frame>
      {paused ? <PausedBanner /> : null}
      {concerned && !paused ? (
        <Box padding="400" paddingBlockEnd="0">
          <CustomerDataBanner />
        </Box>
      ) : null}
      <Outlet />
    </Frame>
  );
}

/** What stands around every page, also around one that could not be shown. */
function Frame({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  return (
    <PolarisProvider i18n={i18n.getResourceBundle(i18n.language, "polaris")} linkComponent={AppLink}>
      <Navigation />
      <Progress />
      <KeepFresh />
      <KeepFocus />
      <StopLeaving />
      <TroubleBanner />
      {children}
    </PolarisProvider>
  );
}

/** What a merchant comes for. Store events are reached from Home and Messages, chat links from Storefront. */
const pagesInMenu = [
  "automations",
  "templates",
  "messages",
  "results",
  "customers",
  "consent",
  "storefront",
  "settings",
];

function Navigation() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  // The admin's menu tells the page where to go; without a listener it would load a new document.
  useEffect(() => {
    function go(event: Event) {
      const href = event.target instanceof Element ? event.target.getAttribute("href") : null;
      if (href) navigate(href);
    }
    window.addEventListener("shopify:navigate", go);
    return () => window.removeEventListener("shopify:navigate", go);
  }, [navigate]);
  return (
    <NavMenu>
      <Link to="/app" rel="home">
        {t("nav.home")}
      </Link>
      {pagesInMenu.map((page) => (
        <Link key={page} to={`/app/${page}`}>
          {t(`nav.${page}`)}
        </Link>
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

/** The menu stays when a page fails. */
export function ErrorBoundary() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status < 400) {
    // Not an error: the SDK answers with a document of its own that leads the browser out of the frame and back.
    return <div dangerouslySetInnerHTML={{ __html: String(error.data) }} />;
  }
  return (
    <Frame>
      <PageError />
    </Frame>
  );
}

export const headers: HeadersFunction = (args) => boundary.headers(args);
