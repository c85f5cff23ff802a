import { Suspense, useEffect, useRef, useState, type ReactNode, type RefObject } from "react";
import styles from "./chart-place.module.css";

/**
 * A place kept for a chart that is loaded when there is something to draw into (a lazy component). For the eye and the
 * pointer only: what it shows stands beside it as a table, as the library's own marks name roles they do not fill. Time
 * runs from left to right on every page: the library measures its places from the left and turns only the half of them.
 */
export function ChartPlace({ name, children }: { name: string; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const visible = useHasSize(place);
  useNothingToFocus(place);
  return (
    <div ref={place} className={styles.chart} dir="ltr" aria-hidden="true" data-chart={name}>
      {visible ? <Suspense fallback={null}>{children}</Suspense> : null}
    </div>
  );
}

/** What is hidden from screen readers must not take the keyboard's focus; the library gives its points a tab stop each. */
function useNothingToFocus(element: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const place = element.current;
    if (!place) return;
    const observer = new MutationObserver(() => {
      for (const stop of place.querySelectorAll("button:not([tabindex='-1']), [tabindex='0']")) {
        stop.setAttribute("tabindex", "-1");
      }
    });
    observer.observe(place, { subtree: true, childList: true, attributes: true, attributeFilter: ["tabindex"] });
    return () => observer.disconnect();
  }, [element]);
}

/** False on the server, and while the frame is hidden: a chart drawn into nothing has negative heights. */
function useHasSize(element: RefObject<HTMLElement | null>): boolean {
  const [hasSize, setHasSize] = useState(false);
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => {
      const { width = 0, height = 0 } = entry?.contentRect ?? {};
      setHasSize(width > 0 && height > 0);
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return hasSize;
}
