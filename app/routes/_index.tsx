import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { useTranslation } from "react-i18next";

/** Where Shopify opens the app: on to the embedded pages, with what it handed over. */
export function loader({ request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  if (url.searchParams.has("shop")) throw redirect(`/app?${url.searchParams.toString()}`);
  return null;
}

export default function Landing() {
  const { t } = useTranslation();
  return (
    <main style={{ maxWidth: "36rem", margin: "4rem auto", padding: "0 1rem" }}>
      <h1>Tidings</h1>
      <p>{t("landing.text")}</p>
    </main>
  );
}
