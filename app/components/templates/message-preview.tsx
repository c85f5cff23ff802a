import { DiscountIcon } from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import type { PreviewMessage } from "../../core/templates/preview.ts";
import { PreviewCards } from "./preview-cards.tsx";
import { Glyph, PreviewButtons, PreviewMediaBox } from "./preview-parts.tsx";
import { RichText } from "./rich-text.tsx";
import styles from "./message-preview.module.css";

type Props = { message: PreviewMessage; dark?: boolean };

/** A message as WhatsApp shows it on a phone. Its colours are WhatsApp's, not the admin's. */
export function MessagePreview({ message, dark = false }: Props) {
  const { t } = useTranslation();
  const { header, offer, body, footer, buttons, cards } = message;
  return (
    <div
      role="group"
      aria-label={t("templatePreview.label", { text: body })}
      dir={message.direction}
      className={dark ? `${styles.screen} ${styles.dark}` : styles.screen}
    >
      <div className={styles.bubble}>
        {header && header.kind !== "text" ? <PreviewMediaBox media={header} /> : null}
        {offer ? <Offer offer={offer} /> : null}
        <div className={styles.text}>
          {header?.kind === "text" ? <p className={styles.header}>{header.text}</p> : null}
          <p className={styles.body}>
            {body.trim() === "" ? (
              <span className={styles.empty}>{t("templatePreview.empty")}</span>
            ) : (
              <RichText text={body} />
            )}
          </p>
          {footer ? <p className={styles.footer}>{footer}</p> : null}
          <span className={styles.time}>10:24</span>
        </div>
        <PreviewButtons buttons={buttons} />
      </div>
      {cards.length > 0 ? <PreviewCards cards={cards} /> : null}
    </div>
  );
}

/** WhatsApp counts longer times in days. */
const hoursInWords = 48;

/** The box of a limited-time offer: what it is, the code, and when it ends. */
function Offer({ offer }: { offer: NonNullable<PreviewMessage["offer"]> }) {
  const { t } = useTranslation();
  const { hours } = offer;
  return (
    <div className={styles.offer}>
      <Glyph source={DiscountIcon} />
      <div>
        <strong>{offer.text.trim() === "" ? "…" : offer.text}</strong>
        {offer.code ? <small>{t("templatePreview.offerCode", { code: offer.code })}</small> : null}
        {hours === null ? null : (
          <small>
            {hours < hoursInWords
              ? t("templatePreview.offerEnds", { count: hours })
              : t("templatePreview.offerEndsDays", { count: Math.round(hours / 24) })}
          </small>
        )}
      </div>
    </div>
  );
}
