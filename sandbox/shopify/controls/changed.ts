import type { World } from "../world.ts";

/** Every change moves updated_at forward, also when the clock stands still: versions are told apart by it. */
export function changed(world: World, thing: { updatedAt: number }): void {
  thing.updatedAt = Math.max(world.options.clock.now(), thing.updatedAt + 1000);
}
