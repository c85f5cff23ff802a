import { useSearchParams } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

const sayings = new Set(["erased", "merged"]);

/** After something that ends on another page: that page says what was done, once, and its address forgets it. */
export function useTold() {
  const [params, setParams] = useSearchParams();
  const { t } = useTranslation();
  const told = params.get("told");
  /** The address takes a moment to forget, and effects may run again meanwhile. */
  const said = useRef<string | null>(null);
  useEffect(() => {
    if (!told || said.current === told) {
      said.current = told;
      return;
    }
    said.current = told;
    if (sayings.has(told)) window.shopify?.toast.show(t(`customer.told.${told}`));
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        next.delete("told");
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  }, [told, setParams, t]);
}
