import { TextField, type TextFieldProps } from "@shopify/polaris";
import { useDrawing } from "./drawn-later.tsx";
import { useAhead } from "./use-ahead.ts";

type Props = TextFieldProps & {
  /** What becomes of what is typed, where the field takes only some of it. */
  tidy?(text: string): string;
};

/** A text field within DrawnLater: what is typed stands in it at once, and what follows from it is drawn after that. */
export function QuickTextField({ value = "", onChange, onBlur, tidy, ...props }: Props) {
  const typing = useAhead(value);
  const drawing = useDrawing();
  return (
    <TextField
      {...props}
      value={typing.value}
      onChange={(typed, id) => {
        const text = tidy ? tidy(typed) : typed;
        typing.set(text);
        drawing.later();
        onChange?.(text, id);
      }}
      onBlur={(event) => {
        // Whoever presses or types elsewhere next builds on what they see: on what was typed here, too.
        typing.drop();
        drawing.now();
        onBlur?.(event);
      }}
    />
  );
}
