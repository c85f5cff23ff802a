import { BlockStack, Card, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { codeImage } from "./code-card.tsx";
import styles from "./print-sheet.module.css";

type Props = {
  shopName: string;
  phone: string;
  /** What the code writes into the chat, and the reference at its end: for who types it instead of scanning. */
  text: string;
  reference: string;
  svg: string;
};

/** A page with the code on it and nothing else; what stands around it on the screen is not printed. */
export function PrintSheet({ shopName, phone, text, reference, svg }: Props) {
  const { t } = useTranslation();
  const [title, setTitle] = useState(() => t("links.sheetTitle"));
  return (
    <BlockStack gap="400">
      <div className={styles.controls}>
        <Card>
          <TextField
            label={t("links.sheetTitleLabel")}
            autoComplete="off"
            maxLength={80}
            value={title}
            onChange={setTitle}
          />
        </Card>
      </div>
      <section className={styles.sheet} aria-label={t("links.printTitle")}>
        <p className={styles.title}>
          <bdi>{title}</bdi>
        </p>
        <img className={styles.code} src={codeImage(svg)} alt={t("links.codeAlt")} />
        <p className={styles.number} dir="ltr">
          +{phone}
        </p>
        <p className={styles.text} dir="auto">
          {text} <bdi className={styles.reference}>{reference}</bdi>
        </p>
        <p>
          <bdi>{shopName}</bdi>
        </p>
      </section>
    </BlockStack>
  );
}
