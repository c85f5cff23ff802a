import { useEffect, useRef, type RefObject } from "react";
import { afterPaint } from "../after-paint.ts";

/**
 * For the element around buttons whose popovers Polaris draws within the press itself, which takes long: the press is
 * answered on the screen, and passed on when it has been.
 */
export function useAnswerFirst<Around extends HTMLElement>(): RefObject<Around> {
  const around = useRef<Around>(null);
  useEffect(() => {
    const element = around.current;
    const hold = (event: MouseEvent) => {
      const pressed = event.target instanceof Element ? event.target.closest("button") : null;
      if (!pressed || !event.isTrusted) return;
      event.stopPropagation();
      afterPaint(() => pressed.click());
    };
    // Not the press within which React arrives: before-hydration.js makes up for that one.
    const timer = setTimeout(() => element?.addEventListener("click", hold, true));
    return () => {
      clearTimeout(timer);
      element?.removeEventListener("click", hold, true);
    };
  }, []);
  return around;
}
