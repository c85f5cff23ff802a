import { startTransition, useRef, useState } from "react";
import { afterPaint } from "./after-paint.ts";

/**
 * Whether something is open that takes long to draw (a menu, a panel). `toggle` and `dismiss` (Escape, a press beside it)
 * follow when the press or key has been answered on the screen; `close` is at once, so that nothing in it is pressed twice.
 */
export function useOpen() {
  const [open, setOpen] = useState(false);
  const callOff = useRef<() => void>(() => {});
  function become(next: boolean) {
    callOff.current();
    callOff.current = afterPaint(() => startTransition(() => setOpen(next)));
  }
  return {
    open,
    toggle: () => become(!open),
    dismiss: () => become(false),
    close() {
      callOff.current();
      setOpen(false);
    },
  };
}
