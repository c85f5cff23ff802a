import { TextField, type TextFieldProps } from "@shopify/polaris";
import { startTransition, useEffect, useRef, useState } from "react";
import { afterPaint } from "./after-paint.ts";

type Props = TextFieldProps & {
  /** What becomes of what is typed, where the field takes only some of it. */
  tidy?(text: string): string;
};

/**
 * A text field in a form that takes long to draw: what is typed stands in the field at once, and what follows from it
 * (preview, validation, other fields) is drawn after that, at the latest when the field is left.
 */
export function QuickTextField({ value, onChange, onBlur, tidy, ...props }: Props) {
  // Null: the form has followed.
  const [ahead, setAhead] = useState<{ text: string; id: string } | null>(null);
  const callOff = useRef<() => void>(() => {});
  useEffect(() => () => callOff.current(), []);

  function follow(typed: { text: string; id: string }) {
    onChange?.(typed.text, typed.id);
    setAhead((newest) => (newest === typed ? null : newest));
  }

  return (
    <TextField
      {...props}
      value={ahead === null ? value : ahead.text}
      onChange={(text, id) => {
        const typed = { text: tidy ? tidy(text) : text, id };
        setAhead(typed);
        callOff.current();
        callOff.current = afterPaint(() => startTransition(() => follow(typed)));
      }}
      onBlur={(event) => {
        // Whoever presses or types elsewhere next builds on what was typed here.
        callOff.current();
        if (ahead !== null) follow(ahead);
        onBlur?.(event);
      }}
    />
  );
}
