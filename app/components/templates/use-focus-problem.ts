import { useEffect, useRef } from "react";

/**
 * After a refused save the keyboard is led to the first wrong field. What is to be shown first may take a moment (another
 * language has to come up), so the wish waits: `lead(key)` is fulfilled once `shown` is that key and a problem is drawn.
 */
export function useFocusProblem(shown: string) {
  const root = useRef<HTMLDivElement>(null);
  const wanted = useRef<string | null>(null);
  useEffect(() => {
    if (wanted.current !== shown || !root.current) return;
    const field = firstProblem(root.current);
    if (!field) return;
    wanted.current = null;
    field.focus();
  });
  return {
    root,
    lead: (key: string) => {
      wanted.current = key;
    },
  };
}

/** Polaris marks its own fields; what is no field of Polaris (a file, the buttons as a whole) is marked by hand. */
function firstProblem(root: HTMLElement): HTMLElement | null {
  const found = root.querySelector<HTMLElement>('[aria-invalid="true"], [data-problem]');
  return found?.querySelector<HTMLElement>("input, button") ?? found;
}
