import type { Order } from "../../state/types.ts";

const codGateway = "Cash on Delivery (COD)";
const bankGateway = "Bank Deposit";
const cardGateway = "shopify_payments";

export function gatewayNames(order: Order): string[] {
  return [order.kind === "cod" ? codGateway : order.kind === "paid" ? cardGateway : bankGateway];
}
