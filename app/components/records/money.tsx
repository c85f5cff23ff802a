import { useTranslation } from "react-i18next";

/** An amount in minor units, as the reader's language and its currency write it. */
export function Money({ minor, currency }: { minor: string; currency: string }) {
  const { i18n } = useTranslation();
  const format = new Intl.NumberFormat(i18n.language, { style: "currency", currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return <>{format.format(Number(minor) / 10 ** digits)}</>;
}
