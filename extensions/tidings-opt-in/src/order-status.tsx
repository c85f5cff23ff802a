import "@shopify/ui-extensions/preact";
import { render } from "preact";
import { hostOf } from "./host.ts";
import { OptInCard } from "./opt-in.tsx";

/** On the page of an order, logged in or reached by the link in an email. */
export default function extension(): void {
  render(<OrderStatus />, document.body);
}

function OrderStatus() {
  return <OptInCard host={hostOf(shopify, "order_status")} />;
}
