import { addressIn } from "../state/addresses.ts";
import { findCustomer } from "../state/store.ts";
import type { Address, Customer } from "../state/types.ts";
import type { World } from "../world.ts";
import { WishError } from "./wishes.ts";

export type Buyer = {
  customer: Customer | null;
  email: string | null;
  phone: string | null;
  locale: string | null;
  address: Address | null;
  presentmentCurrency: string;
};

export type PersonWish = {
  customer?: string | undefined;
  phone?: string | null | undefined;
  email?: string | null | undefined;
  firstName?: string | null | undefined;
  lastName?: string | null | undefined;
  country?: string | undefined;
  locale?: string | null | undefined;
  currency?: string | undefined;
  contact?: boolean | undefined;
};

/** Who buys: a known customer, or a guest with what the wish says of them. */
export function buyerOf(world: World, wish: PersonWish): Buyer {
  const presentmentCurrency = wish.currency ?? world.state.shop.currency;
  const locale = wish.locale === undefined ? null : wish.locale;
  if (wish.contact === false) {
    return { customer: null, email: null, phone: null, locale, address: null, presentmentCurrency };
  }
  const customer = wish.customer === undefined ? knownByContact(world, wish) : needCustomer(world, wish.customer);
  const firstName = wish.firstName === undefined ? (customer?.firstName ?? "Kim") : wish.firstName;
  const lastName = wish.lastName === undefined ? (customer?.lastName ?? "Berg") : wish.lastName;
  const phone = wish.phone === undefined ? (customer?.phone ?? null) : wish.phone;
  const country = wish.country ?? customer?.address?.countryCode ?? world.state.shop.countryCode;
  const address =
    customer?.address && wish.country === undefined
      ? { ...customer.address, firstName, lastName, phone }
      : addressIn(country, { firstName, lastName, phone });
  return {
    customer,
    email: wish.email === undefined ? (customer?.email ?? null) : wish.email,
    phone,
    locale: wish.locale === undefined ? (customer?.locale ?? world.state.shop.locale) : wish.locale,
    address,
    presentmentCurrency,
  };
}

export function needCustomer(world: World, idOrKey: string): Customer {
  const customer = findCustomer(world.state, idOrKey);
  if (!customer) throw new WishError(`there is no customer ${idOrKey}`);
  return customer;
}

function knownByContact(world: World, wish: PersonWish): Customer | null {
  const { phone = null, email = null } = wish;
  return (
    world.state.customers.find(
      (customer) =>
        customer.deletedAt === null &&
        ((phone !== null && customer.phone === phone) || (email !== null && customer.email === email)),
    ) ?? null
  );
}

/** A guest who orders becomes a customer, as at Shopify. Null: an order without any contact. */
export function customerForOrder(world: World, buyer: Buyer): { customer: Customer | null; isNew: boolean } {
  if (buyer.customer || (buyer.phone === null && buyer.email === null))
    return { customer: buyer.customer, isNew: false };
  const customer = makeCustomer(world, {
    firstName: buyer.address?.firstName ?? null,
    lastName: buyer.address?.lastName ?? null,
    email: buyer.email,
    phone: buyer.phone,
    locale: buyer.locale ?? world.state.shop.locale,
    address: buyer.address,
  });
  return { customer, isNew: true };
}

export function makeCustomer(
  world: World,
  facts: Pick<Customer, "firstName" | "lastName" | "email" | "phone" | "locale" | "address">,
): Customer {
  const now = world.options.clock.now();
  const id = world.state.newId();
  const customer: Customer = {
    id,
    key: `customer-${id}`,
    ...facts,
    addressId: world.state.newId(),
    tags: [],
    note: null,
    whatsApp: { state: "not_subscribed", optInLevel: null, updatedAt: null, collectedFrom: "other" },
    createdAt: now,
    updatedAt: now,
    deletedAt: null,
  };
  world.state.customers.push(customer);
  return customer;
}
