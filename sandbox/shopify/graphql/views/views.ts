import type {
  Checkout,
  Customer,
  Fulfillment,
  Line,
  Order,
  OrderReturn,
  Product,
  Refund,
  Variant,
} from "../../state/types.ts";

/** How each thing is shown. Things refer to each other in circles; their views meet here instead of importing each other. */
export type Views = {
  order(order: Order): object;
  lineItem(order: Order, line: Line): object;
  customer(customer: Customer): object;
  segmentMember(customer: Customer): object;
  checkout(checkout: Checkout): object;
  fulfillment(order: Order, fulfillment: Fulfillment): object;
  refund(order: Order, refund: Refund): object;
  orderReturn(order: Order, orderReturn: OrderReturn): object;
  product(product: Product): object;
  variant(product: Product, variant: Variant): object;
};
