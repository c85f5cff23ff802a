import { useTranslation } from "react-i18next";
import { Fact } from "../fact.tsx";
import { When } from "../when.tsx";

type Line = { label: string; count: number };

/** What a block brought in the last 30 days: sums, and when somebody last used it. */
export function Brought({ lines, lastAt, timeZone }: { lines: Line[]; lastAt: string | null; timeZone: string }) {
  const { t, i18n } = useTranslation();
  const numbers = new Intl.NumberFormat(i18n.language);
  return (
    <>
      {lines.map(({ label, count }) => (
        <Fact key={label} label={label}>
          {numbers.format(count)}
        </Fact>
      ))}
      <Fact label={t("storefront.last")}>
        {lastAt ? <When at={lastAt} timeZone={timeZone} /> : t("storefront.notYet")}
      </Fact>
    </>
  );
}

type Place = { place: string; asked: number; agreed: number; lastAt: string };

/** The same by place, of a block that stands in several. */
export function BroughtByPlace({ places, timeZone }: { places: Place[]; timeZone: string }) {
  const { t, i18n } = useTranslation();
  const numbers = new Intl.NumberFormat(i18n.language);
  if (places.length === 0) return <Fact label={t("storefront.asked")}>{t("storefront.notYet")}</Fact>;
  return places.map(({ place, asked, agreed, lastAt }) => (
    <Fact key={place} label={t(`storefront.places.${place}`)}>
      {t("storefront.askedAgreed", { asked: numbers.format(asked), agreed: numbers.format(agreed) })}
      <br />
      <When at={lastAt} timeZone={timeZone} />
    </Fact>
  ));
}
