import type { Customer } from "../state/types.ts";
import type { World } from "../world.ts";
import { badRequest } from "./connection.ts";

/** The few conditions of Shopify's segment language that the seeded segments use, joined by AND. */
export function inSegment(world: World, customer: Customer, query: string): boolean {
  return query
    .split(/\s+AND\s+/i)
    .filter((condition) => condition.trim() !== "")
    .every((condition) => holds(world, customer, condition.trim()));
}

function holds(world: World, customer: Customer, condition: string): boolean {
  const country = /^customer_countries CONTAINS '([A-Z]{2})'$/i.exec(condition)?.[1];
  if (country) return customer.address?.countryCode === country;
  const tag = /^customer_tags CONTAINS '([^']+)'$/i.exec(condition)?.[1];
  if (tag) return customer.tags.includes(tag);
  const orders = /^number_of_orders (=|>|>=|<|<=) (\d+)$/i.exec(condition);
  if (orders) {
    const had = world.state.orders.filter((order) => order.customerId === customer.id).length;
    const wanted = Number(orders[2]);
    if (orders[1] === "=") return had === wanted;
    if (orders[1] === ">") return had > wanted;
    if (orders[1] === ">=") return had >= wanted;
    return orders[1] === "<" ? had < wanted : had <= wanted;
  }
  throw badRequest(`the sandbox does not know the segment condition: ${condition}`);
}
