import {
  createContext,
  startTransition,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from "react";
import { afterPaint } from "./after-paint.ts";

type Drawing = {
  /** What comes of this event is drawn after the event has been answered on the screen. */
  later(): void;
  /** Draws now what is still to be drawn. */
  now(): void;
};

const DrawingContext = createContext<Drawing>({ later: () => {}, now: () => {} });

/**
 * Around a form that takes long to draw. What is typed into its QuickTextFields changes the state at once, and is drawn when
 * the browser has the time: nothing is ever saved late, it is only seen a little later.
 */
export function DrawnLater({ children }: { children: ReactNode }) {
  // What stays on the screen while the newest is still to be drawn.
  const [held, setHeld] = useState<ReactNode>(null);
  const shown = useRef(children);
  useLayoutEffect(() => {
    if (held === null) shown.current = children;
  }, [held, children]);
  const callOff = useRef<() => void>(() => {});
  useEffect(() => () => callOff.current(), []);
  const drawing = useMemo(
    () => ({
      later() {
        setHeld((before) => before ?? shown.current);
        callOff.current();
        callOff.current = afterPaint(() => startTransition(() => setHeld(null)));
      },
      now() {
        callOff.current();
        setHeld(null);
      },
    }),
    [],
  );
  return <DrawingContext.Provider value={drawing}>{held ?? children}</DrawingContext.Provider>;
}

export function useDrawing(): Drawing {
  return useContext(DrawingContext);
}
