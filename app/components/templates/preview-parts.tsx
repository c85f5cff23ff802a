import { Icon } from "@shopify/polaris";
import {
  ArrowLeftIcon,
  ClipboardIcon,
  FileIcon,
  ImageIcon,
  LinkIcon,
  PhoneIcon,
  PlayIcon,
} from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import type { PreviewButton, PreviewMedia } from "../../core/templates/preview.ts";
import styles from "./message-preview.module.css";

/** The picture, video or document above a text; where none is chosen yet, its place. */
export function PreviewMediaBox({ media }: { media: PreviewMedia }) {
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

const icons = { quick_reply: ArrowLeftIcon, url: LinkIcon, phone: PhoneIcon, copy_code: ClipboardIcon };

/** The buttons below a message or a card, as rows of its bubble. */
export function PreviewButtons({ buttons }: { buttons: PreviewButton[] }) {
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

export function Glyph({ source }: { source: typeof ImageIcon }) {
  return (
    <span className={styles.icon}>
      <Icon source={source} tone="inherit" />
    </span>
  );
}
