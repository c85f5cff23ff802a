import "@shopify/ui-extensions/preact";
import { render } from "preact";
import { hostOf } from "./host.ts";
import { OptInCard } from "./opt-in.tsx";

/** On the page after the payment. */
export default function extension(): void {
  render(<ThankYou />, document.body);
}

function ThankYou() {
  return <OptInCard host={hostOf(shopify, "thank_you")} />;
}
