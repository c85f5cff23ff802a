import type { DiscountCode } from "../state/types.ts";
import type { World } from "../world.ts";
import { connection, type PageArgs } from "./connection.ts";
import { gid, time, timeOrNull } from "./views/common.ts";

export type DiscountInput = {
  title?: string | null;
  code?: string | null;
  startsAt?: string | null;
  endsAt?: string | null;
  usageLimit?: number | null;
  appliesOncePerCustomer?: boolean | null;
  customerGets?: { value?: { percentage?: number | null } | null } | null;
};

export function createDiscountCode(world: World, input: DiscountInput): object {
  const { state } = world;
  const problem =
    !input.code || !input.title
      ? { field: ["basicCodeDiscount", input.code ? "title" : "code"], message: "can't be blank", code: "BLANK" }
      : state.discountCodes.some((discount) => discount.code === input.code)
        ? { field: ["basicCodeDiscount", "code"], message: "Code must be unique", code: "TAKEN" }
        : null;
  if (problem) return { codeDiscountNode: null, userErrors: [{ ...problem, extraInfo: null }] };
  const now = world.options.clock.now();
  const share = input.customerGets?.value?.percentage ?? null;
  const made: DiscountCode = {
    id: state.newId(),
    title: input.title ?? "",
    code: input.code ?? "",
    percent: share === null ? null : share * 100,
    startsAt: input.startsAt ? Date.parse(input.startsAt) : now,
    endsAt: input.endsAt ? Date.parse(input.endsAt) : null,
    usageLimit: input.usageLimit ?? null,
    createdAt: now,
  };
  state.discountCodes.push(made);
  return {
    codeDiscountNode: () => ({
      __typename: "DiscountCodeNode",
      id: gid("DiscountCodeNode", made.id),
      codeDiscount: () => discountView(made, now, input.appliesOncePerCustomer ?? false),
    }),
    userErrors: [],
  };
}

function discountView(discount: DiscountCode, now: number, appliesOncePerCustomer: boolean): object {
  return {
    __typename: "DiscountCodeBasic",
    title: discount.title,
    summary: discount.title,
    shortSummary: discount.title,
    status:
      discount.startsAt > now ? "SCHEDULED" : discount.endsAt !== null && discount.endsAt <= now ? "EXPIRED" : "ACTIVE",
    startsAt: time(discount.startsAt),
    endsAt: timeOrNull(discount.endsAt),
    usageLimit: discount.usageLimit,
    asyncUsageCount: 0,
    appliesOncePerCustomer,
    createdAt: time(discount.createdAt),
    updatedAt: time(discount.createdAt),
    tags: [],
    codes: (args: PageArgs) =>
      connection(
        args,
        [discount],
        () => ({ value: 0, id: discount.id }),
        () => ({
          __typename: "DiscountRedeemCode",
          id: gid("DiscountRedeemCode", discount.id),
          code: discount.code,
          asyncUsageCount: 0,
          createdBy: null,
        }),
      ),
  };
}
