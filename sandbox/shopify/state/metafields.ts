import type { World } from "../world.ts";

type Field = { namespace: string; key: string; type: string };

/** Writes, replaces or (null) takes away one metafield of one thing. */
export function setMetafield(world: World, ownerId: string, field: Field, value: string | null): void {
  const { state, options } = world;
  const now = options.clock.now();
  const known = state.metafields.find(
    (one) => one.ownerId === ownerId && one.namespace === field.namespace && one.key === field.key,
  );
  if (value === null) state.metafields = state.metafields.filter((one) => one !== known);
  else if (known) Object.assign(known, { value, updatedAt: now });
  else state.metafields.push({ id: state.newId(), ownerId, ...field, value, createdAt: now, updatedAt: now });
}
