import type { World } from "../../world.ts";
import { checkoutView } from "./checkout.ts";
import { customerView, segmentMemberView } from "./customer.ts";
import { fulfillmentView } from "./fulfillment.ts";
import { lineItemView, orderView } from "./order.ts";
import { productView, variantView } from "./product.ts";
import { refundView, returnView } from "./refund.ts";
import type { Views } from "./views.ts";

export function createViews(world: World): Views {
  const views: Views = {
    order: (order) => orderView(world, views, order),
    lineItem: (order, line) => lineItemView(world, views, order, line),
    customer: (customer) => customerView(world, views, customer),
    segmentMember: (customer) => segmentMemberView(world, customer),
    checkout: (checkout) => checkoutView(world, views, checkout),
    fulfillment: (order, fulfillment) => fulfillmentView(views, order, fulfillment),
    refund: (order, refund) => refundView(views, order, refund),
    orderReturn: (order, orderReturn) => returnView(views, order, orderReturn),
    product: (product) => productView(world, product),
    variant: (product, variant) => variantView(world, product, variant),
  };
  return views;
}
