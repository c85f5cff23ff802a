import { startTransition, useState } from "react";
import { afterPaint } from "./after-paint.ts";

/**
 * Whether something is open that takes long to draw (a menu, a panel). Opening and closing wait until the press has been
 * answered on the screen: the button shows that it is pressed, and the rest follows.
 */
export function useOpen(initially = false): [open: boolean, setOpen: (open: boolean) => void] {
  const [open, setOpen] = useState(initially);
  return [open, (next) => afterPaint(() => startTransition(() => setOpen(next)))];
}
