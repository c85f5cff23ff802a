import type { CodeCreation, DiscountCode, RedeemCode } from "../state/types.ts";
import type { World } from "../world.ts";
import { connection, type PageArgs } from "./connection.ts";
import { gid, time, timeOrNull } from "./views/common.ts";

export function discountNode(world: World, discount: DiscountCode): object {
  return {
    __typename: "DiscountCodeNode",
    id: gid("DiscountCodeNode", discount.id),
    codeDiscount: () => discountView(world, discount),
  };
}

function discountView(world: World, discount: DiscountCode): object {
  const now = world.options.clock.now();
  const codes = discount.redeemCodes.filter(({ deletedAt }) => deletedAt === null);
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
    asyncUsageCount: codes.reduce((sum, { used }) => sum + used, 0),
    appliesOncePerCustomer: discount.appliesOncePerCustomer,
    createdAt: time(discount.createdAt),
    updatedAt: time(discount.createdAt),
    tags: [],
    codesCount: { __typename: "Count", count: codes.length, precision: "EXACT" },
    codes: (args: PageArgs) => connection(args, codes, ({ id }) => ({ value: 0, id }), redeemCodeView),
  };
}

function redeemCodeView({ id, code, used }: RedeemCode): object {
  return {
    __typename: "DiscountRedeemCode",
    id: gid("DiscountRedeemCode", id),
    code,
    asyncUsageCount: used,
    createdBy: null,
  };
}

export function codeCreationView(world: World, creation: CodeCreation): object {
  const discount = world.state.discountCodes.find(({ id }) => id === creation.discountId);
  const redeemCodes = discount?.redeemCodes ?? [];
  return {
    __typename: "DiscountRedeemCodeBulkCreation",
    id: gid("DiscountRedeemCodeBulkCreation", creation.id),
    createdAt: time(creation.createdAt),
    done: creation.done,
    codesCount: creation.codes.length,
    importedCount: creation.codes.filter(({ redeemCodeId }) => redeemCodeId !== null).length,
    failedCount: creation.codes.filter(({ error }) => error !== null).length,
    discountCode: () => (discount ? discountNode(world, discount) : null),
    codes: (args: PageArgs) =>
      connection(
        args,
        creation.codes.map((asked, index) => ({ ...asked, index })),
        ({ index }) => ({ value: index, id: String(index) }),
        ({ code, error, redeemCodeId }) => {
          const made = redeemCodes.find(({ id }) => id === redeemCodeId);
          return {
            __typename: "DiscountRedeemCodeBulkCreationCode",
            code,
            discountRedeemCode: made ? redeemCodeView(made) : null,
            errors: error ? [{ field: ["code"], message: error, code: "TAKEN", extraInfo: null }] : [],
          };
        },
      ),
  };
}
