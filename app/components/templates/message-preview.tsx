import { Icon } from "@shopify/polaris";
import {
  ClipboardIcon,
  DiscountIcon,
  FileIcon,
  ImageIcon,
  LinkIcon,
  PhoneIcon,
  PlayIcon,
  ArrowLeftIcon,
} from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import type { PreviewButton, PreviewMedia, PreviewMessage } from "../../core/templates/preview.ts";
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
        {header && header.kind !== "text" ? <Media media={header} /> : null}
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
        <Buttons buttons={buttons} />
      </div>
      {cards.length > 0 ? (
        <ul className={styles.cards} tabIndex={0} aria-label={t("templatePreview.cards")}>
          {cards.map((card, index) => (
            <li key={index}>
              <div className={styles.bubble}>
                <Media media={card.header} />
                {card.body ? (
                  <div className={styles.text}>
                    <p className={styles.body}>
                      <RichText text={card.body} />
                    </p>
                  </div>
                ) : null}
                <Buttons buttons={card.buttons} />
              </div>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function Media({ media }: { media: PreviewMedia }) {
  const { t } = useTranslation();
  if (media.kind === "document") {
    return (
      <div className={styles.document}>
        <Glyph source={FileIcon} />
        <span>{media.fileName ?? t("templatePreview.document")}</span>
      </div>
    );
  }
  if (media.url && media.kind === "image") {
    return (
      <div className={styles.media}>
        <img src={media.url} alt="" />
      </div>
    );
  }
  if (media.url) {
    return (
      <div className={styles.media}>
        <video src={media.url} preload="metadata" muted />
      </div>
    );
  }
  return (
    <div className={styles.media}>
      <Glyph source={media.kind === "image" ? ImageIcon : PlayIcon} />
      {t(`templatePreview.${media.kind}`)}
    </div>
  );
}

function Offer({ offer }: { offer: NonNullable<PreviewMessage["offer"]> }) {
  const { t } = useTranslation();
  return (
    <div className={styles.offer}>
      <Glyph source={DiscountIcon} />
      <div>
        <strong>{offer.text}</strong>
        {offer.hours ? <small>{t("templatePreview.offerEnds", { count: offer.hours })}</small> : null}
        {offer.code ? <small> {t("templatePreview.offerCode", { code: offer.code })}</small> : null}
      </div>
    </div>
  );
}

const icons = { quick_reply: ArrowLeftIcon, url: LinkIcon, phone: PhoneIcon, copy_code: ClipboardIcon };

function Buttons({ buttons }: { buttons: PreviewButton[] }) {
  const { t } = useTranslation();
  if (buttons.length === 0) return null;
  return (
    <ul className={styles.buttons}>
      {buttons.map((button, index) => (
        <li key={index}>
          <Glyph source={icons[button.kind]} />
          <span dir="auto">{button.kind === "copy_code" ? t("templatePreview.copyCode") : button.text || "…"}</span>
        </li>
      ))}
    </ul>
  );
}

function Glyph({ source }: { source: typeof ImageIcon }) {
  return (
    <span className={styles.icon}>
      <Icon source={source} tone="inherit" />
    </span>
  );
}
