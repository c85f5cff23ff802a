import type { Cart, Checkout, Customer } from "../state/types.ts";
import type { World } from "../world.ts";
import { cartPayload } from "../webhooks/payloads/cart.ts";
import { checkoutPayload, deletedCheckoutPayload } from "../webhooks/payloads/checkout.ts";
import { buyerOf } from "./buyer.ts";
import { newAction, type Emit } from "./emit.ts";
import { discountsOf, makeLines } from "./lines.ts";
import { WishError, type Wishes } from "./wishes.ts";

export function createCart(world: World, wish: Wishes["createCart"]): Cart {
  const cart = putCart(world, wish.lines);
  newAction(world, "createCart", cart.token)("carts/create", cartPayload(cart, world.state.shop));
  return cart;
}

export function updateCart(world: World, wish: Wishes["updateCart"]): Cart {
  const cart = needCart(world, wish.token);
  cart.lines = makeLines(world, wish.lines);
  cart.updatedAt = world.options.clock.now();
  newAction(world, "updateCart", cart.token)("carts/update", cartPayload(cart, world.state.shop));
  return cart;
}

/** Somebody begins to pay, gives their contact, and leaves. */
export function abandonCheckout(world: World, wish: Wishes["abandonCheckout"]): Checkout {
  const now = world.options.clock.now();
  const { state } = world;
  const discounts = discountsOf(world, wish.discountCodes);
  const isNewCart = wish.cartToken === undefined;
  const cart = wish.cartToken === undefined ? putCart(world, wish.lines) : needCart(world, wish.cartToken);
  const wanted = cart.lines.map(({ variantId, quantity }) => ({ variantId, quantity }));
  const buyer = buyerOf(world, wish);
  const checkout: Checkout = {
    id: state.newId(),
    token: state.newToken(),
    cartToken: cart.token,
    recoverKey: state.newToken(),
    name: `#${state.newId()}`,
    customerId: buyer.customer?.id ?? null,
    email: buyer.email,
    phone: buyer.phone,
    locale: buyer.locale,
    presentmentCurrency: buyer.presentmentCurrency,
    lines: makeLines(world, wanted, discounts),
    discounts,
    shippingAddress: buyer.address,
    billingAddress: buyer.address,
    createdAt: now,
    updatedAt: now,
    completedAt: null,
    deletedAt: null,
  };
  state.checkouts.push(checkout);
  const emit = newAction(world, "abandonCheckout", checkout.token);
  if (isNewCart) emit("carts/create", cartPayload(cart, state.shop));
  emitCheckout(world, emit, "checkouts/create", checkout);
  emitCheckout(world, emit, "checkouts/update", checkout);
  return checkout;
}

export function updateCheckout(world: World, wish: Wishes["updateCheckout"]): Checkout {
  const checkout = needCheckout(world, wish.token);
  if (wish.phone !== undefined) checkout.phone = wish.phone;
  if (wish.email !== undefined) checkout.email = wish.email;
  if (wish.locale !== undefined) checkout.locale = wish.locale;
  if (wish.discountCodes) checkout.discounts = discountsOf(world, wish.discountCodes);
  if (wish.lines || wish.discountCodes) {
    const wanted = wish.lines ?? checkout.lines.map(({ variantId, quantity }) => ({ variantId, quantity }));
    checkout.lines = makeLines(world, wanted, checkout.discounts);
  }
  checkout.updatedAt = world.options.clock.now();
  emitCheckout(world, newAction(world, "updateCheckout", checkout.token), "checkouts/update", checkout);
  return checkout;
}

export function deleteCheckout(world: World, wish: Wishes["deleteCheckout"]): Checkout {
  const checkout = needCheckout(world, wish.token);
  checkout.deletedAt = world.options.clock.now();
  checkout.updatedAt = checkout.deletedAt;
  const emit = newAction(world, "deleteCheckout", checkout.token);
  emit("checkouts/delete", deletedCheckoutPayload(checkout, world.state.shop));
  return checkout;
}

/** The order came of it. */
export function completeCheckout(world: World, emit: Emit, checkout: Checkout): void {
  checkout.completedAt = world.options.clock.now();
  checkout.updatedAt = checkout.completedAt;
  emitCheckout(world, emit, "checkouts/update", checkout);
}

export function needCheckout(world: World, token: string): Checkout {
  const checkout = world.state.checkouts.find((candidate) => candidate.token === token && candidate.deletedAt === null);
  if (!checkout) throw new WishError(`there is no checkout ${token}`);
  return checkout;
}

function emitCheckout(world: World, emit: Emit, topic: string, checkout: Checkout): void {
  emit(topic, checkoutPayload(checkout, customerById(world, checkout.customerId), world.state.shop));
}

export function customerById(world: World, id: string | null): Customer | null {
  return world.state.customers.find((customer) => customer.id === id && customer.deletedAt === null) ?? null;
}

function putCart(world: World, lines: Wishes["createCart"]["lines"]): Cart {
  const now = world.options.clock.now();
  const cart: Cart = {
    token: world.state.newToken(),
    lines: makeLines(world, lines),
    note: null,
    createdAt: now,
    updatedAt: now,
  };
  world.state.carts.push(cart);
  return cart;
}

function needCart(world: World, token: string): Cart {
  const cart = world.state.carts.find((candidate) => candidate.token === token);
  if (!cart) throw new WishError(`there is no cart ${token}`);
  return cart;
}
