import { useSearchParams } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

/** After an export was asked for on a customer's page: says what happens now, once, and the address forgets it. */
export function useExported() {
  const [params, setParams] = useSearchParams();
  const { t } = useTranslation();
  const asked = params.has("exported");
  const said = useRef(false);
  useEffect(() => {
    if (!asked || said.current) return;
    said.current = true;
    window.shopify?.toast.show(t("privacy.exportHelp"));
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        next.delete("exported");
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  }, [asked, setParams, t]);
}
