import type { Customer } from "../../state/types.ts";
import { orderTotals } from "../../state/totals.ts";
import type { World } from "../../world.ts";
import { fullName } from "../../webhooks/payloads/common.ts";
import { connection, type PageArgs } from "../connection.ts";
import { addressView, gid, metafieldFields, moneyV2, time, timeOrNull } from "./common.ts";
import type { Views } from "./views.ts";

export function customerView(world: World, views: Views, customer: Customer): object {
  const orders = () => world.state.orders.filter((order) => order.customerId === customer.id);
  return {
    __typename: "Customer",
    id: gid("Customer", customer.id),
    legacyResourceId: customer.id,
    firstName: customer.firstName,
    lastName: customer.lastName,
    displayName: fullName(customer) || customer.email || "",
    email: customer.email,
    phone: customer.phone,
    locale: customer.locale,
    note: customer.note,
    tags: customer.tags,
    state: "DISABLED",
    verifiedEmail: true,
    taxExempt: false,
    taxExemptions: [],
    dataSaleOptOut: false,
    canDelete: () => orders().length === 0,
    productSubscriberStatus: "NEVER_SUBSCRIBED",
    multipassIdentifier: null,
    lifetimeDuration: "1 year",
    createdAt: time(customer.createdAt),
    updatedAt: time(customer.updatedAt),
    numberOfOrders: () => String(orders().length),
    amountSpent: () => amountSpent(world, customer),
    lastOrder: () => {
      const last = orders().at(-1);
      return last ? views.order(last) : null;
    },
    orders: (args: PageArgs) =>
      connection(
        args,
        orders(),
        (order) => ({ value: order.id, id: order.id }),
        (order) => views.order(order),
      ),
    defaultAddress: customer.address
      ? () => customer.address && addressView(customer.address, customer.addressId)
      : null,
    addresses: () => (customer.address ? [addressView(customer.address, customer.addressId)] : []),
    addressesV2: (args: PageArgs) =>
      connection(
        args,
        customer.address ? [customer.address] : [],
        () => ({ value: 0, id: customer.addressId }),
        (address) => addressView(address, customer.addressId),
      ),
    defaultEmailAddress: customer.email === null ? null : emailView(customer.email),
    defaultPhoneNumber: () => phoneView(customer),
    ...metafieldFields(world, gid("Customer", customer.id)),
  };
}

/** A customer as customerSegmentMembers answers it. */
export function segmentMemberView(world: World, customer: Customer): object {
  const orders = world.state.orders.filter((order) => order.customerId === customer.id);
  const last = orders.at(-1);
  return {
    __typename: "CustomerSegmentMember",
    id: gid("CustomerSegmentMember", customer.id),
    firstName: customer.firstName,
    lastName: customer.lastName,
    displayName: fullName(customer) || customer.email || "",
    note: customer.note,
    numberOfOrders: String(orders.length),
    amountSpent: amountSpent(world, customer),
    lastOrderId: last ? gid("Order", last.id) : null,
    defaultAddress: customer.address ? addressView(customer.address, customer.addressId) : null,
    defaultEmailAddress: customer.email === null ? null : emailView(customer.email),
    defaultPhoneNumber: phoneView(customer),
    ...metafieldFields(world, gid("Customer", customer.id)),
  };
}

export function phoneView(customer: Customer): object | null {
  if (customer.phone === null) return null;
  const { whatsApp } = customer;
  return {
    __typename: "CustomerPhoneNumber",
    phoneNumber: customer.phone,
    whatsAppMarketingConsent: {
      __typename: "CustomerWhatsAppMarketingConsent",
      state: whatsApp.state === "not_subscribed" ? "NEVER_SUBSCRIBED" : whatsApp.state.toUpperCase(),
      optInLevel: whatsApp.optInLevel?.toUpperCase() ?? null,
      updatedAt: timeOrNull(whatsApp.updatedAt),
      collectedFrom: whatsApp.collectedFrom.toUpperCase(),
      sourceLocation: null,
    },
    smsMarketingConsent: {
      __typename: "CustomerSmsMarketingConsent",
      state: "NOT_SUBSCRIBED",
      optInLevel: "UNKNOWN",
      updatedAt: null,
      collectedFrom: "OTHER",
      sourceLocation: null,
    },
    marketingState: "NOT_SUBSCRIBED",
  };
}

function emailView(email: string): object {
  return {
    __typename: "CustomerEmailAddress",
    emailAddress: email,
    marketingState: "NOT_SUBSCRIBED",
    marketingOptInLevel: null,
    marketingUpdatedAt: null,
    validFormat: true,
  };
}

function amountSpent(world: World, customer: Customer) {
  const minor = world.state.orders
    .filter((order) => order.customerId === customer.id && order.cancelledAt === null)
    .reduce((total, order) => total + orderTotals(order).totalMinor, 0);
  return moneyV2(minor, world.state.shop.currency);
}
