import { getOperationAST, parse } from "graphql";
import { describe, expect, it } from "vitest";
import { queryCost } from "./cost.ts";
import { loadAdminSchema, parseRequiredAccess } from "./schema.ts";

function costOf(query: string, variables = {}, data?: unknown): number {
  const document = parse(query);
  const operation = getOperationAST(document);
  if (!operation) throw new Error("no operation");
  return queryCost(loadAdminSchema(undefined).schema, document, operation, variables, data);
}

describe("the price of a query", () => {
  it("is what Shopify answered for this document", () => {
    // Published with its answer (requestedQueryCost 25): community.shopify.dev/t/…/23101
    const query =
      "query ($id: ID!) { product(id: $id) { variants(first: 250) { nodes { inventoryItem { id tracked } } } } }";
    expect(costOf(query, { id: "gid://shopify/Product/1" })).toBe(25);
    expect(costOf(query, { id: "gid://shopify/Product/1" }, { product: null })).toBe(0);
  });

  it.each([
    ["{ shop { name } }", 1],
    ["{ orders(first: 10) { nodes { id } } }", 6],
    ["{ orders(first: 10) { edges { node { id } cursor } pageInfo { hasNextPage } } }", 6],
    ["{ orders(first: 10) { nodes { totalPriceSet { shopMoney { amount } } } } }", 10],
    ["{ orders(first: 10) { nodes { ...part } } } fragment part on Order { customer { id } }", 10],
    ['{ node(id: "gid://shopify/Order/1") { ... on Order { customer { id } } ... on Product { id } } }', 2],
    ['mutation { tagsAdd(id: "gid://shopify/Order/1", tags: []) { node { id } userErrors { message } } }', 10],
  ])("%s: %i", (query, cost) => {
    expect(costOf(query)).toBe(cost);
  });

  it("is given back by what was answered", () => {
    const query = "{ orders(first: 250) { nodes { customer { id } } } }";
    expect(costOf(query)).toBe(24);
    expect(costOf(query, {}, { orders: { nodes: [] } })).toBe(2);
    expect(costOf(query, {}, { orders: { nodes: [{ customer: null }, { customer: { id: "1" } }] } })).toBe(3);
  });
});

describe("scopes in Shopify's sentences", () => {
  it.each([
    [
      "`read_orders` access scope or `read_marketplace_orders` access scope.",
      ["read_orders", "read_marketplace_orders"],
    ],
    ["`write_customers` access scope. Also: The user must have `read_other` permission.", ["write_customers"]],
    ["Any of `shipping` access scopes or `manage_delivery_settings` user permission.", []],
  ])("%s", (text, anyOf) => {
    expect(parseRequiredAccess(text).anyOf).toEqual(anyOf);
  });
});
