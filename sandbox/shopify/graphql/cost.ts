import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  getArgumentValues,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";

const mutationCost = 10;
const connectionCost = 2;

/**
 * Shopify's documented price: an object 1, a connection 2 and then each thing in it, scalars nothing, a mutation 10.
 * With `data` it is what was really answered, without it the most that could be.
 */
export function queryCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
  data?: unknown,
): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const root = schema.getRootType(operation.operation);
  if (!root) return 0;
  if (operation.operation === "mutation") return mutationCost * rootFields(operation.selectionSet).length;
  return selectionCost(operation.selectionSet, root, data, data !== undefined);

  function rootFields(selectionSet: SelectionSetNode): FieldNode[] {
    return selectionSet.selections.filter((selection): selection is FieldNode => selection.kind === Kind.FIELD);
  }

  function selectionCost(
    selectionSet: SelectionSetNode,
    type: GraphQLNamedType,
    value: unknown,
    isActual: boolean,
  ): number {
    let own = 0;
    let branch = 0;
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.FIELD) own += fieldCost(selection, type, value, isActual);
      else {
        const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
        if (!fragment) continue;
        const named = fragment.typeCondition ? schema.getType(fragment.typeCondition.name.value) : type;
        const cost = selectionCost(fragment.selectionSet, named ?? type, value, isActual);
        // Of the branches of an abstract type only one is taken: the dearest counts.
        if (isAbstractType(type)) branch = Math.max(branch, cost);
        else own += cost;
      }
    }
    return own + branch;
  }

  function fieldCost(field: FieldNode, parent: GraphQLNamedType, value: unknown, isActual: boolean): number {
    if (!field.selectionSet || !("getFields" in parent)) return 0;
    const definition = parent.getFields()[field.name.value];
    if (!definition || !("args" in definition)) return 0;
    const type = getNamedType(definition.type);
    if (!isCompositeType(type)) return 0;
    const found = valueAt(value, field);
    if (isActual && (found === null || found === undefined)) return 0;
    const args = getArgumentValues(definition, field, variables);
    const asked = Number(args["first"] ?? args["last"] ?? 1);
    if (isObjectType(type) && type.name.endsWith("Connection")) {
      return connectionCost + connectionItemsCost(field.selectionSet, type, found, isActual, asked);
    }
    if (isList(definition.type)) {
      if (!isActual) return asked * (1 + selectionCost(field.selectionSet, type, undefined, false));
      const items: unknown[] = Array.isArray(found) ? found : [];
      return sum(items, (item) => 1 + selectionCost(field.selectionSet as SelectionSetNode, type, item, true));
    }
    return 1 + selectionCost(field.selectionSet, type, found, isActual);
  }

  function connectionItemsCost(
    selectionSet: SelectionSetNode,
    type: GraphQLNamedType,
    value: unknown,
    isActual: boolean,
    asked: number,
  ): number {
    if (!isObjectType(type)) return 0;
    return sum(rootFields(selectionSet), (part) => {
      const inner = part.selectionSet;
      const definition = type.getFields()[part.name.value];
      if (!inner || !definition || !["nodes", "edges"].includes(part.name.value)) return 0;
      const itemType = getNamedType(definition.type);
      // An edge is not an object of its own: its node is.
      const each = (item: unknown) =>
        part.name.value === "nodes"
          ? 1 + selectionCost(inner, itemType, item, isActual)
          : selectionCost(inner, itemType, item, isActual);
      if (!isActual) return asked * each(undefined);
      const found = valueAt(value, part);
      return sum(Array.isArray(found) ? found : [], each);
    });
  }
}

function valueAt(value: unknown, field: FieldNode): unknown {
  const name = field.alias?.value ?? field.name.value;
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(getNullableType(type));
}

function sum<T>(items: readonly T[], costOf: (item: T) => number): number {
  return items.reduce((total, item) => total + costOf(item), 0);
}
