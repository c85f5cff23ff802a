import {
  getArgumentValues,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";

const mutationCost = 10;
const connectionCost = 2;
const largestPage = 250;
/** Wrappers without an identity of their own cost nothing. */
const freeTypes = new Set(["MoneyV2", "PageInfo", "CurrencyFormats", "ShopAddress"]);

/**
 * Shopify's price: an object 1, a mutation 10, scalars nothing, and a connection 2 plus its children scaled by the logarithm
 * of the page (https://shopify.dev/docs/api/usage/limits#cost-calculation; the scale, 2 ln(size), is from Shopify's staff
 * at https://community.shopify.dev/t/how-to-calculate-graphql-cost-estimates/24364). With `data` it is the price of what was
 * really answered, without it of the most that could be.
 */
export function queryCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
  data?: unknown,
): number {
  const isActual = data !== undefined;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const root = schema.getRootType(operation.operation);
  if (!root) return 0;
  if (operation.operation === "mutation") return mutationCost * fieldsOf(operation.selectionSet).length;
  return Math.floor(selectionCost(operation.selectionSet, root, data));

  function selectionCost(selectionSet: SelectionSetNode, type: GraphQLNamedType, value: unknown): number {
    let own = 0;
    let branch = 0;
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.FIELD) {
        own += fieldCost(selection, type, value);
        continue;
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (!fragment) continue;
      const named = fragment.typeCondition ? schema.getType(fragment.typeCondition.name.value) : type;
      const cost = selectionCost(fragment.selectionSet, named ?? type, value);
      // Of the branches of an abstract type only one is taken: the dearest counts.
      if (isAbstractType(type)) branch = Math.max(branch, cost);
      else own += cost;
    }
    return own + branch;
  }

  function fieldCost(field: FieldNode, parent: GraphQLNamedType, value: unknown): number {
    if (!field.selectionSet || !("getFields" in parent)) return 0;
    const definition = parent.getFields()[field.name.value];
    if (!definition || !("args" in definition)) return 0;
    const type = getNamedType(definition.type);
    if (!isCompositeType(type)) return 0;
    const found = valueAt(value, field);
    if (isActual && (found === null || found === undefined)) return 0;
    if (isObjectType(type) && type.name.endsWith("Connection")) {
      const args = getArgumentValues(definition, field, variables);
      return connectionCost + itemsCost(field.selectionSet, type, found, Number(args["first"] ?? args["last"] ?? 1));
    }
    const inner = selectionCost(field.selectionSet, type, Array.isArray(found) ? found[0] : found);
    return freeTypes.has(type.name) ? inner : 1 + inner;
  }

  function itemsCost(
    selectionSet: SelectionSetNode,
    connection: GraphQLNamedType,
    value: unknown,
    asked: number,
  ): number {
    if (!isObjectType(connection)) return 0;
    let cost = 0;
    for (const part of fieldsOf(selectionSet)) {
      const definition = connection.getFields()[part.name.value];
      const isNodes = part.name.value === "nodes";
      if (!part.selectionSet || !definition || (!isNodes && part.name.value !== "edges")) continue;
      const itemType = getNamedType(definition.type);
      // An edge is not an object of its own: its node is.
      const own = isNodes ? 1 : 0;
      const found = valueAt(value, part);
      const items: unknown[] = isActual ? (Array.isArray(found) ? found : []) : [undefined];
      if (items.length === 0) continue;
      let sum = 0;
      for (const item of items) sum += own + selectionCost(part.selectionSet, itemType, item);
      cost += (sum / items.length) * scaleOf(isActual ? items.length : asked);
    }
    return cost;
  }
}

function scaleOf(size: number): number {
  return size <= 0 ? 0 : Math.floor(2 * Math.log(Math.min(largestPage, Math.max(2, size))));
}

function fieldsOf(selectionSet: SelectionSetNode): FieldNode[] {
  return selectionSet.selections.filter((selection): selection is FieldNode => selection.kind === Kind.FIELD);
}

function valueAt(value: unknown, field: FieldNode): unknown {
  const name = field.alias?.value ?? field.name.value;
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
