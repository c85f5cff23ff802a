import { useTranslation } from "react-i18next";

/** A moment in the shop's own time, the same on server and browser. */
export function When({ at, timeZone, seconds = false }: { at: string; timeZone: string; seconds?: boolean }) {
  const { i18n } = useTranslation();
  const format = new Intl.DateTimeFormat(i18n.language, {
    timeZone,
    dateStyle: "medium",
    timeStyle: seconds ? "medium" : "short",
  });
  return <time dateTime={at}>{format.format(new Date(at))}</time>;
}
