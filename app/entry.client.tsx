import { RemixBrowser } from "@remix-run/react";
import { startTransition, StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { createSteadyFetch } from "./components/steady-fetch.ts";
import { createI18n } from "./i18n/create-i18n.ts";
import { chooseLocale } from "./i18n/locales.ts";

/** In the language the server wrote the page in. */
const i18n = await createI18n(chooseLocale([document.documentElement.lang]));

// Over App Bridge's own fetch, which adds the session token and asks again when the server wants a fresh one.
window.fetch = createSteadyFetch({
  fetch: window.fetch.bind(window),
  here: () => new URL(window.location.href),
  wait: (ms) => new Promise((done) => setTimeout(done, ms)),
});

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <I18nextProvider i18n={i18n}>
        <RemixBrowser />
      </I18nextProvider>
    </StrictMode>,
  );
});
