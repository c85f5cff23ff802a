import { changed } from "../controls/changed.ts";
import { emitOrder } from "../controls/find-order.ts";
import { cancelOrder } from "../controls/orders.ts";
import { emitAddedTags, emitConsent, withTags } from "../controls/customers.ts";
import { newAction } from "../controls/emit.ts";
import { WishError } from "../controls/wishes.ts";
import type { WhatsAppConsent } from "../state/types.ts";
import { customerPayload } from "../webhooks/payloads/customer.ts";
import { productPayload } from "../webhooks/payloads/product.ts";
import { holdsScope } from "../webhooks/topics.ts";
import { inBackground, type World } from "../world.ts";
import { createDiscountMutations } from "./discounts.ts";
import { accessDenied } from "./access-denied.ts";
import { gid, idOf, metafieldView } from "./views/common.ts";
import { phoneView } from "./views/customer.ts";
import type { Views } from "./views/views.ts";

type ConsentInput = {
  customerId: string;
  whatsAppMarketingConsent: { state: string; optInLevel?: string | null; updatedAt?: string | null };
};
type MetafieldInput = { ownerId: string; namespace?: string | null; key: string; type?: string | null; value: string };

const writeScopes: Record<string, string> = {
  Order: "write_orders",
  Customer: "write_customers",
  Product: "write_products",
  ProductVariant: "write_products",
};

/** What the app may change. Each change emits the webhooks that it would emit at Shopify. */
export function createMutations(world: World, views: Views, node: (id: string) => object | null) {
  const { state } = world;

  function needWrite(field: string, globalId: string): void {
    const type = /^gid:\/\/shopify\/(\w+)\//.exec(globalId)?.[1] ?? "";
    const scope = writeScopes[type];
    if (scope && !holdsScope(state.shop.scopes, scope)) throw accessDenied(field, `\`${scope}\` access scope.`);
  }

  function changeTags(field: string, globalId: string, change: (tags: string[]) => string[]): object {
    needWrite(field, globalId);
    const order = state.orders.find(({ id }) => gid("Order", id) === globalId);
    const customer = state.customers.find(
      ({ id, deletedAt }) => gid("Customer", id) === globalId && deletedAt === null,
    );
    const product = state.products.find(({ id }) => gid("Product", id) === globalId);
    const thing = order ?? customer ?? product;
    if (!thing) return { node: null, userErrors: [userError(["id"], "Resource does not exist")] };
    const before = thing.tags;
    thing.tags = change(before);
    if (thing.tags.join() !== before.join()) {
      changed(world, thing);
      const emit = newAction(world, field, thing.id);
      if (order) emitOrder(world, emit, "orders/updated", order);
      if (customer) {
        emit("customers/update", customerPayload(customer, state.shop));
        emitAddedTags(world, emit, customer, before);
      }
      if (product) emit("products/update", productPayload(product, state.shop));
    }
    return { node: () => node(globalId), userErrors: [] };
  }

  return {
    tagsAdd: ({ id, tags }: { id: string; tags: string[] }) =>
      changeTags("tagsAdd", id, (before) => withTags(before, tags)),
    tagsRemove: ({ id, tags }: { id: string; tags: string[] }) =>
      changeTags("tagsRemove", id, (before) => before.filter((tag) => !tags.includes(tag))),

    /** Shopify answers with a job at once and cancels soon after. */
    orderCancel: (args: { orderId: string; reason: string; restock: boolean; staffNote?: string | null }) => {
      const order = state.orders.find(({ id }) => gid("Order", id) === args.orderId);
      const problem = !order
        ? { ...userError(["orderId"], "Order does not exist"), code: "NOT_FOUND" }
        : order.cancelledAt !== null
          ? { ...userError(["orderId"], "Order has already been cancelled"), code: "INVALID" }
          : order.fulfillments.length > 0
            ? { ...userError(["orderId"], "Cannot cancel an order that has fulfillments"), code: "INVALID" }
            : null;
      if (!order || problem) {
        return { job: null, jobResult: null, orderCancelUserErrors: problem ? [problem] : [], userErrors: [] };
      }
      const job = { id: state.newId(), done: false };
      state.jobs.push(job);
      inBackground(world, () => {
        try {
          const reason = args.reason.toLowerCase();
          cancelOrder(world, { orderId: order.id, reason: isReason(reason) ? reason : "other", restock: args.restock });
          if (args.staffNote) order.note = args.staffNote;
        } catch (error) {
          // Sent or cancelled in between: the job ends without effect, as at Shopify.
          if (!(error instanceof WishError)) throw error;
        }
        job.done = true;
      });
      return {
        job: { __typename: "Job", id: gid("Job", job.id), done: false },
        jobResult: null,
        orderCancelUserErrors: [],
        userErrors: [],
      };
    },

    orderUpdate: ({
      input,
    }: {
      input: { id: string; tags?: string[] | null; note?: string | null; phone?: string | null; email?: string | null };
    }) => {
      const order = state.orders.find(({ id }) => gid("Order", id) === input.id);
      if (!order) return { order: null, userErrors: [userError(["id"], "Order does not exist")] };
      if (input.tags) order.tags = input.tags;
      if (input.note !== undefined) order.note = input.note;
      if (input.phone !== undefined) order.phone = input.phone;
      if (input.email !== undefined) order.email = input.email;
      changed(world, order);
      emitOrder(world, newAction(world, "orderUpdate", order.id), "orders/updated", order);
      return { order: () => views.order(order), userErrors: [] };
    },

    customerWhatsAppMarketingConsentUpdate: ({ input }: { input: ConsentInput }) => {
      const customer = state.customers.find(
        ({ id, deletedAt }) => gid("Customer", id) === input.customerId && deletedAt === null,
      );
      const wanted = consentState(input.whatsAppMarketingConsent.state);
      const problem = !customer
        ? { ...userError(["input", "customerId"], "Customer not found"), code: "INVALID" }
        : customer.phone === null
          ? { ...userError(["input", "customerId"], "The customer must have a phone number"), code: "INVALID" }
          : wanted === null
            ? {
                ...userError(["input", "whatsAppMarketingConsent", "state"], "The state is invalid"),
                code: "INCLUSION",
              }
            : null;
      if (!customer || problem || wanted === null)
        return { customerPhoneNumber: null, userErrors: problem ? [problem] : [] };
      const { optInLevel, updatedAt } = input.whatsAppMarketingConsent;
      // Shopify keeps whole seconds.
      const at = Math.floor((updatedAt ? Date.parse(updatedAt) : world.options.clock.now()) / 1000) * 1000;
      // What is not younger than what it holds it may leave; the app must not need it to do better.
      if (customer.whatsApp.updatedAt === null || at > customer.whatsApp.updatedAt) {
        const level = optInLevel?.toLowerCase();
        customer.whatsApp = {
          state: wanted,
          optInLevel: level === "confirmed_opt_in" || level === "single_opt_in" ? level : "unknown",
          updatedAt: at,
          collectedFrom: "other",
        };
        changed(world, customer);
        emitConsent(world, customer);
      }
      return { customerPhoneNumber: () => phoneView(customer), userErrors: [] };
    },

    metafieldsSet: ({ metafields }: { metafields: MetafieldInput[] }) => {
      for (const { ownerId } of metafields) needWrite("metafieldsSet", ownerId);
      const missing = metafields.findIndex(
        ({ ownerId }) => node(ownerId) === null && idOf("AppInstallation", ownerId) === null,
      );
      if (missing >= 0) {
        const error = userError(["metafields", String(missing), "ownerId"], "Owner does not exist");
        return { metafields: null, userErrors: [{ ...error, code: "INVALID", elementIndex: null }] };
      }
      const now = world.options.clock.now();
      const written = metafields.map((input) => {
        const namespace = input.namespace ?? "$app";
        const known = state.metafields.find(
          (field) => field.ownerId === input.ownerId && field.namespace === namespace && field.key === input.key,
        );
        if (known) return Object.assign(known, { value: input.value, updatedAt: now });
        const { ownerId, key, value } = input;
        const type = input.type ?? "single_line_text_field";
        const made = { id: state.newId(), ownerId, namespace, key, type, value, createdAt: now, updatedAt: now };
        state.metafields.push(made);
        return made;
      });
      return { metafields: () => written.map(metafieldView), userErrors: [] };
    },

    ...createDiscountMutations(world),
  };
}

const reasons = ["customer", "inventory", "fraud", "declined", "staff", "other"] as const;

function isReason(reason: string): reason is (typeof reasons)[number] {
  return reasons.some((known) => known === reason);
}

function consentState(state: string): WhatsAppConsent["state"] | null {
  // Shopify takes decisions here, not the absence of one.
  if (state === "SUBSCRIBED") return "subscribed";
  if (state === "UNSUBSCRIBED") return "unsubscribed";
  return state === "PENDING" ? "pending" : null;
}

export function userError(field: string[], message: string) {
  return { field, message };
}
