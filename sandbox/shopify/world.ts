import { EventEmitter } from "node:events";
import type { ShopifySandboxOptions } from "./options.ts";
import { createStoreState, type StoreState } from "./state/store.ts";
import { noFaults, type Faults } from "./faults.ts";
import { createTokenStore, type TokenStore } from "./auth/tokens.ts";
import { createDeliverer, type Deliverer } from "./webhooks/deliver.ts";
import { createCostBucket, type CostBucket } from "./graphql/cost-bucket.ts";

export type GraphqlStats = { requests: number; throttled: number; refused: number };

/** Everything of one pretend shop; what the doors and controls are given. */
export type World = {
  options: ShopifySandboxOptions & { shopDomain: string };
  state: StoreState;
  faults: Faults;
  tokens: TokenStore;
  deliverer: Deliverer;
  bucket: CostBucket;
  graphqlStats: GraphqlStats;
  /** Over the defaults in each block's schema. */
  blockSettings: Record<string, Record<string, unknown>>;
  /** Where section blocks stand, by their handle: "footer", or a template's name for its main section. */
  blockPlaces: Record<string, string[]>;
  /** Work that Shopify does after it has answered (jobs). */
  background: Set<Promise<void>>;
  events: EventEmitter;
  closed: boolean;
};

export function createWorld(given: ShopifySandboxOptions): World {
  const options = { ...given, shopDomain: given.shopDomain ?? "lindenholz.myshopify.com" };
  const events = new EventEmitter();
  const faults = noFaults();
  return {
    options,
    state: createStoreState(options),
    faults,
    tokens: createTokenStore(options.clock, faults),
    deliverer: createDeliverer({
      clock: options.clock,
      webhookUrl: options.webhookUrl,
      apiSecret: options.apiSecret,
      timeoutMs: options.webhookTimeoutMs ?? 5000,
      faults,
      onAttempt: (delivery, attempt) => events.emit("delivery", { delivery, attempt }),
    }),
    bucket: createCostBucket(options.clock),
    graphqlStats: { requests: 0, throttled: 0, refused: 0 },
    blockSettings: {},
    blockPlaces: {},
    background: new Set(),
    events,
    closed: false,
  };
}

/** Shopify's jobs run after the answer. */
export function inBackground(world: World, work: () => void): void {
  const task = new Promise<void>((resolve) => {
    setImmediate(() => {
      if (!world.closed) work();
      resolve();
    });
  }).finally(() => world.background.delete(task));
  world.background.add(task);
}
