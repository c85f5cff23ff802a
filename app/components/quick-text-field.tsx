import { TextField, type TextFieldProps } from "@shopify/polaris";
import { useState, useTransition } from "react";

/**
 * A text field in a form that takes long to draw: what is typed stands in the field at once, and what follows from it
 * (preview, validation, other fields) is drawn after that, at the latest when the field is left.
 */
export function QuickTextField({ id, value, onChange, onBlur, ...props }: TextFieldProps & { id?: string }) {
  const [typed, setTyped] = useState("");
  const [behind, follow] = useTransition();
  return (
    <TextField
      {...props}
      id={id}
      value={behind ? typed : value}
      onChange={(text, fieldId) => {
        setTyped(text);
        follow(() => onChange?.(text, fieldId));
      }}
      onBlur={(event) => {
        // Whoever presses or types elsewhere next builds on what was typed here.
        if (behind) onChange?.(typed, id ?? "");
        onBlur?.(event);
      }}
    />
  );
}
