import { ChevronLeftIcon, ChevronRightIcon } from "@shopify/polaris-icons";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PreviewMessage } from "../../core/templates/preview.ts";
import { Glyph, PreviewButtons, PreviewMediaBox } from "./preview-parts.tsx";
import { RichText } from "./rich-text.tsx";
import styles from "./message-preview.module.css";

/** The cards of a carousel: swiped on a touch screen, turned by arrows with a mouse, scrolled by the arrow keys. */
export function PreviewCards({ cards }: Pick<PreviewMessage, "cards">) {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  const [place, setPlace] = useState({ first: true, last: cards.length < 2 });

  function look() {
    if (!list.current) return;
    const { scrollLeft, scrollWidth, clientWidth } = list.current;
    // Right to left, it counts down from 0.
    const passed = Math.abs(scrollLeft);
    setPlace({ first: passed < 2, last: passed + clientWidth > scrollWidth - 2 });
  }

  function turn(by: 1 | -1) {
    const shown = list.current;
    const card = shown?.firstElementChild;
    if (!shown || !card) return;
    const onwards = getComputedStyle(shown).direction === "rtl" ? -1 : 1;
    shown.scrollBy({ left: by * onwards * card.getBoundingClientRect().width });
  }

  return (
    <div className={styles.carousel}>
      <ul ref={list} className={styles.cards} tabIndex={0} aria-label={t("templatePreview.cards")} onScroll={look}>
        {cards.map((card, index) => (
          <li key={index}>
            <div className={styles.bubble}>
              <PreviewMediaBox media={card.header} />
              {card.body ? (
                <div className={styles.text}>
                  <p className={styles.body}>
                    <RichText text={card.body} />
                  </p>
                </div>
              ) : null}
              <PreviewButtons buttons={card.buttons} />
            </div>
          </li>
        ))}
      </ul>
      <button
        type="button"
        className={`${styles.turn} ${styles.back}`}
        aria-label={t("templatePreview.previousCard")}
        disabled={place.first}
        onClick={() => turn(-1)}
      >
        <Glyph source={ChevronLeftIcon} />
      </button>
      <button
        type="button"
        className={`${styles.turn} ${styles.onwards}`}
        aria-label={t("templatePreview.nextCard")}
        disabled={place.last || cards.length < 2}
        onClick={() => turn(1)}
      >
        <Glyph source={ChevronRightIcon} />
      </button>
    </div>
  );
}
