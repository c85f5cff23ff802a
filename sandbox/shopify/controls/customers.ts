import { gid } from "../graphql/views/common.ts";
import { addressIn } from "../state/addresses.ts";
import { setMetafield } from "../state/metafields.ts";
import type { Customer } from "../state/types.ts";
import type { World } from "../world.ts";
import {
  customerPayload,
  deletedCustomerPayload,
  tagsAddedPayload,
  whatsAppConsentPayload,
} from "../webhooks/payloads/customer.ts";
import { makeCustomer, needCustomer } from "./buyer.ts";
import { newAction, type Emit } from "./emit.ts";
import { changed } from "./changed.ts";
import { WishError, type Wishes } from "./wishes.ts";

export function createCustomer(world: World, wish: Wishes["createCustomer"]): Customer {
  const person = { firstName: wish.firstName ?? null, lastName: wish.lastName ?? null, phone: wish.phone ?? null };
  const customer = makeCustomer(world, {
    ...person,
    email: wish.email ?? null,
    locale: wish.locale ?? world.state.shop.locale,
    address: wish.country === undefined ? null : addressIn(wish.country, person),
  });
  newAction(world, "createCustomer", customer.id)("customers/create", customerPayload(customer, world.state.shop));
  return customer;
}

export function updateCustomer(world: World, wish: Wishes["updateCustomer"]): Customer {
  const customer = needCustomer(world, wish.customer);
  const { customer: _who, ...changes } = wish;
  const tagsBefore = customer.tags;
  Object.assign(customer, Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)));
  if (customer.address) {
    customer.address = {
      ...customer.address,
      firstName: customer.firstName,
      lastName: customer.lastName,
      phone: customer.phone,
    };
  }
  changed(world, customer);
  const emit = newAction(world, "updateCustomer", customer.id);
  emit("customers/update", customerPayload(customer, world.state.shop));
  emitAddedTags(world, emit, customer, tagsBefore);
  return customer;
}

/** Adds to what is there; to Shopify "VIP" and "vip" are one tag. */
export function tagCustomer(world: World, wish: Wishes["tagCustomer"]): Customer {
  const { tags } = needCustomer(world, wish.customer);
  return updateCustomer(world, { customer: wish.customer, tags: withTags(tags, wish.tags) });
}

/** The standard metafield facts.birth_date; a customer whose metafield changed was updated. */
export function setBirthday(world: World, { customer: wanted, date }: Wishes["setBirthday"]): Customer {
  const customer = needCustomer(world, wanted);
  const field = { namespace: "facts", key: "birth_date", type: "date" };
  setMetafield(world, gid("Customer", customer.id), field, date);
  changed(world, customer);
  newAction(world, "setBirthday", customer.id)("customers/update", customerPayload(customer, world.state.shop));
  return customer;
}

export function withTags(before: string[], added: string[]): string[] {
  const known = new Map(
    [...before, ...added]
      .map((tag) => tag.trim())
      .reverse()
      .map((tag) => [tag.toLowerCase(), tag]),
  );
  return [...known.values()].reverse();
}

export function emitAddedTags(world: World, emit: Emit, customer: Customer, before: string[]): void {
  const known = new Set(before.map((tag) => tag.toLowerCase()));
  const added = customer.tags.filter((tag) => !known.has(tag.toLowerCase()));
  if (added.length > 0) {
    emit("customer.tags_added", tagsAddedPayload(customer, added, world.options.clock.now()));
  }
}

export function deleteCustomer(world: World, wish: Wishes["deleteCustomer"]): Customer {
  const customer = needCustomer(world, wish.customer);
  if (world.state.orders.some((order) => order.customerId === customer.id)) {
    throw new WishError("Shopify does not delete a customer who has ordered");
  }
  customer.deletedAt = world.options.clock.now();
  newAction(world, "deleteCustomer", customer.id)("customers/delete", deletedCustomerPayload(customer));
  return customer;
}

export function changeWhatsAppConsent(world: World, wish: Wishes["changeWhatsAppConsent"]): Customer {
  const customer = needCustomer(world, wish.customer);
  if (customer.phone === null)
    throw new WishError("consent to WhatsApp belongs to a phone number; this customer has none");
  customer.whatsApp = {
    state: wish.state,
    optInLevel: wish.optInLevel ?? "single_opt_in",
    // Shopify keeps whole seconds.
    updatedAt: Math.max(Math.floor(world.options.clock.now() / 1000) * 1000, (customer.whatsApp.updatedAt ?? 0) + 1000),
    collectedFrom: "shopify",
  };
  changed(world, customer);
  emitConsent(world, customer);
  return customer;
}

export function emitConsent(world: World, customer: Customer): void {
  const emit = newAction(world, "changeWhatsAppConsent", customer.id);
  emit("customers_whats_app_marketing_consent/update", whatsAppConsentPayload(customer, world.state.shop));
}
