import type { TextFieldProps } from "@shopify/polaris";
import { QuickTextField } from "../quick-text-field.tsx";

type Props = Pick<TextFieldProps, "label" | "suffix" | "helpText" | "error" | "disabled"> & {
  value: string;
  onChange(value: string): void;
};

/** A whole number as it is being typed; what it means is decided when it is saved. */
export function NumberField(props: Props) {
  return <QuickTextField {...props} type="number" inputMode="numeric" min={0} step={1} autoComplete="off" />;
}

/** The number written in a field; null when it is none within the limits. */
export function readNumber(text: string, min: number, max: number): number | null {
  const value = Number(text);
  return text.trim() !== "" && Number.isInteger(value) && value >= min && value <= max ? value : null;
}
