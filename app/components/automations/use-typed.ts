import { useState } from "react";

/**
 * A text field over a value that is no text: what was typed is shown as long as it still means the value ("49.9" and "49.90"
 * mean the same), and gives way when the value changes by other hands (discard, take theirs).
 */
export function useTyped<T>(value: T, write: (value: T) => string, read: (text: string) => T) {
  const [typed, setTyped] = useState<string | null>(null);
  const [touched, setTouched] = useState(false);
  const stillMeansIt = typed !== null && JSON.stringify(read(typed)) === JSON.stringify(value);
  return {
    text: stillMeansIt ? typed : write(value),
    touched,
    /** Remembers the text and gives what it means. */
    type(text: string): T {
      setTyped(text);
      return read(text);
    },
    leave: () => setTouched(true),
  };
}
