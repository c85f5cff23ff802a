import { TextField, type TextFieldProps } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useDrawing } from "./drawn-later.tsx";

type Props = TextFieldProps & {
  /** What becomes of what is typed, where the field takes only some of it. */
  tidy?(text: string): string;
};

/** A text field within DrawnLater: what is typed stands in it at once, and what follows from it is drawn after that. */
export function QuickTextField({ value, onChange, onBlur, tidy, ...props }: Props) {
  // Null: the form has been drawn with it.
  const [ahead, setAhead] = useState<string | null>(null);
  const drawing = useDrawing();
  const caughtUp = ahead !== null && ahead === value;
  useEffect(() => {
    if (caughtUp) setAhead(null);
  }, [caughtUp]);
  return (
    <TextField
      {...props}
      value={ahead ?? value}
      onChange={(typed, id) => {
        const text = tidy ? tidy(typed) : typed;
        setAhead(text);
        drawing.later();
        onChange?.(text, id);
      }}
      onBlur={(event) => {
        // Whoever presses or types elsewhere next builds on what they see: on what was typed here, too.
        setAhead(null);
        drawing.now();
        onBlur?.(event);
      }}
    />
  );
}
