import type { CSSProperties } from "react";
import styles from "./block-preview.module.css";

export type PreviewProps = { document: string; label: string; heights: { narrow: number; wide: number } };

/** React 18 does not know it yet. A picture: Tab and screen readers go past its fields, which are nobody's to fill in. */
const inert = { inert: "" };

/**
 * How a block looks, in a document of its own, so that neither the admin's styles nor the block's reach the other. It runs no
 * script, sends no form and opens no window. Its height is known beforehand: nothing moves when it is drawn.
 */
export function BlockPreview({ document, label, heights }: PreviewProps) {
  const room = { "--narrow": `${heights.narrow}px`, "--wide": `${heights.wide}px` } as CSSProperties;
  return (
    <figure className={styles.preview}>
      <figcaption className={styles.label}>{label}</figcaption>
      <iframe
        className={styles.frame}
        title={label}
        srcDoc={document}
        sandbox=""
        loading="lazy"
        style={room}
        {...inert}
      />
    </figure>
  );
}
