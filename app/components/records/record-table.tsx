import type { CSSProperties, ReactNode } from "react";
import styles from "./record-table.module.css";

export type Column = {
  title: string;
  /** A grid track, e.g. "minmax(0, 2fr)". */
  width: string;
  /** On a phone, where no headings stand above, its title stands before what is in it. */
  named?: boolean;
};

/**
 * A list of records: columns with headings on a desk, one below the other on a phone, by style sheet alone, so that nothing
 * jumps when the page wakes up.
 */
export function RecordTable({
  label,
  columns,
  rows,
}: {
  label: string;
  columns: Column[];
  rows: { id: string; cells: ReactNode[] }[];
}) {
  const tracks = { "--record-columns": columns.map(({ width }) => width).join(" ") } as CSSProperties;
  return (
    <div role="table" aria-label={label} className={styles.table} style={tracks}>
      <div role="rowgroup">
        <div role="row" className={styles.headings}>
          {columns.map(({ title }) => (
            <div key={title} role="columnheader">
              {title}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup">
        {rows.map(({ id, cells }) => (
          <div key={id} role="row" className={styles.row}>
            {cells.map((cell, at) => (
              <div key={columns[at]?.title ?? at} role="cell">
                {columns[at]?.named ? <span className={styles.name}>{columns[at].title}</span> : null}
                {cell}
              </div>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
