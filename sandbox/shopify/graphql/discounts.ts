import { findRedeemCode } from "../state/discounts.ts";
import type { CodeCreation, DiscountCode } from "../state/types.ts";
import { inBackground, type World } from "../world.ts";
import { codeCreationView, discountNode } from "./discount-views.ts";
import { gid } from "./views/common.ts";

export type DiscountInput = {
  title?: string | null;
  code?: string | null;
  startsAt?: string | null;
  endsAt?: string | null;
  usageLimit?: number | null;
  appliesOncePerCustomer?: boolean | null;
  customerGets?: {
    value?: { percentage?: number | null; discountAmount?: { amount?: string | null } | null } | null;
  } | null;
};

type UserError = { field: string[]; message: string; code: string; extraInfo: null };

const codesAtMost = 250;

/** Discounts of codes: created with one, more added and deleted in the background. */
export function createDiscountMutations(world: World) {
  const { state } = world;
  const byId = (id: string) => state.discountCodes.find((discount) => gid("DiscountCodeNode", discount.id) === id);

  return {
    discountCodeBasicCreate: ({ basicCodeDiscount: input }: { basicCodeDiscount: DiscountInput }): object => {
      const problem = problemOf(world, input);
      if (problem) return { codeDiscountNode: null, userErrors: [problem] };
      const made = createDiscount(world, input);
      return { codeDiscountNode: () => discountNode(world, made), userErrors: [] };
    },

    discountRedeemCodeBulkAdd: (args: { discountId: string; codes: { code: string }[] }): object => {
      const discount = byId(args.discountId);
      const problem = !discount
        ? userError(["discountId"], "Code discount does not exist.", "INVALID")
        : args.codes.length === 0
          ? userError(["codes"], "Codes can't be blank", "BLANK")
          : args.codes.length > codesAtMost
            ? userError(["codes"], `Codes can't be more than ${codesAtMost}`, "EXCEEDED_MAX")
            : null;
      if (!discount || problem) return { bulkCreation: null, userErrors: problem ? [problem] : [] };
      const creation: CodeCreation = {
        id: state.newId(),
        discountId: discount.id,
        done: false,
        codes: args.codes.map(({ code }) => ({ code, redeemCodeId: null, error: null })),
        createdAt: world.options.clock.now(),
      };
      state.codeCreations.push(creation);
      inBackground(world, () => addCodes(world, discount, creation));
      return { bulkCreation: codeCreationView(world, creation), userErrors: [] };
    },

    discountCodeRedeemCodeBulkDelete: (args: {
      discountId: string;
      ids?: string[] | null;
      search?: string | null;
      savedSearchId?: string | null;
    }): object => {
      const discount = byId(args.discountId);
      const given = [args.ids, args.search, args.savedSearchId].filter((way) => way !== null && way !== undefined);
      const problem = !discount
        ? userError(["discountId"], "Code discount does not exist.", "INVALID")
        : given.length === 0
          ? userError([], "Missing arguments. Provide ids, search or savedSearchId.", "MISSING_ARGUMENT")
          : given.length > 1
            ? userError([], "Provide only one of ids, search and savedSearchId.", "TOO_MANY_ARGUMENTS")
            : args.ids
              ? null
              : userError(["search"], "The sandbox deletes codes by their ids only.", "INVALID");
      if (!discount || problem) return { job: null, userErrors: problem ? [problem] : [] };
      const ids = new Set(args.ids);
      const job = { id: state.newId(), done: false };
      state.jobs.push(job);
      inBackground(world, () => {
        const now = world.options.clock.now();
        for (const code of discount.redeemCodes) {
          if (ids.has(gid("DiscountRedeemCode", code.id))) code.deletedAt ??= now;
        }
        job.done = true;
      });
      return { job: { __typename: "Job", id: gid("Job", job.id), done: false }, userErrors: [] };
    },
  };
}

function problemOf(world: World, input: DiscountInput): UserError | null {
  const at = (field: string) => ["basicCodeDiscount", field];
  if (!input.title) return userError(at("title"), "Title can't be blank", "BLANK");
  if (!input.code) return userError(at("code"), "Code can't be blank", "BLANK");
  if (findRedeemCode(world.state, input.code)) return userError(at("code"), "Code must be unique", "TAKEN");
  const value = input.customerGets?.value;
  const percentage = value?.percentage ?? null;
  if (percentage !== null && (percentage <= 0 || percentage > 1)) {
    return userError(
      [...at("customerGets"), "value", "percentage"],
      "Value must be between 0.0 and 1.0",
      "VALUE_OUTSIDE_RANGE",
    );
  }
  if (percentage === null && !(Number(value?.discountAmount?.amount) > 0)) {
    return userError([...at("customerGets"), "value"], "Value can't be blank", "BLANK");
  }
  return null;
}

function createDiscount(world: World, input: DiscountInput): DiscountCode {
  const { state } = world;
  const now = world.options.clock.now();
  const share = input.customerGets?.value?.percentage ?? null;
  const amount = input.customerGets?.value?.discountAmount?.amount ?? null;
  const made: DiscountCode = {
    id: state.newId(),
    title: input.title ?? "",
    code: input.code ?? "",
    percent: share === null ? null : share * 100,
    amountMinor: amount === null ? null : Math.round(Number(amount) * 100),
    startsAt: input.startsAt ? Date.parse(input.startsAt) : now,
    endsAt: input.endsAt ? Date.parse(input.endsAt) : null,
    usageLimit: input.usageLimit ?? null,
    appliesOncePerCustomer: input.appliesOncePerCustomer ?? false,
    createdAt: now,
    redeemCodes: [{ id: state.newId(), code: input.code ?? "", used: 0, deletedAt: null }],
  };
  state.discountCodes.push(made);
  return made;
}

/** One after the other: a code that is taken, or comes twice, is told of and left out. */
function addCodes(world: World, discount: DiscountCode, creation: CodeCreation): void {
  for (const asked of creation.codes) {
    if (asked.code.trim() === "" || asked.code.length > 255) {
      asked.error = "is invalid";
    } else if (findRedeemCode(world.state, asked.code)) {
      asked.error = "must be unique. Please try a different code.";
    } else {
      const redeemCode = { id: world.state.newId(), code: asked.code, used: 0, deletedAt: null };
      discount.redeemCodes.push(redeemCode);
      asked.redeemCodeId = redeemCode.id;
    }
  }
  creation.done = true;
}

function userError(field: string[], message: string, code: string): UserError {
  return { field, message, code, extraInfo: null };
}
