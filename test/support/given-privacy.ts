import { listRequests } from "#app/core/privacy/list-requests.ts";
import { createSecrets } from "#app/adapters/crypto/cipher.ts";
import { randomBytes } from "node:crypto";
import { actOnPrivacy } from "#test/support/act-on-privacy.ts";
import { makeCtx } from "#test/support/context.ts";
import { givenShop } from "#test/support/given.ts";
import { deliver, takeInAll } from "#test/support/shopify-deliveries.ts";
import type { Db } from "#app/core/ports.ts";

export const secrets = createSecrets([{ id: "k1", secret: randomBytes(32) }]);

/** A shop to which privacy requests come, and what is done about them. */
export async function givenPrivacy(db: Db) {
  const test_ = makeCtx(db, { now: "2026-11-21T10:00:00Z" });
  const mine = await givenShop(test_.ctx);
  const list = async () => (await listRequests(test_.ctx, mine.shop, {})).requests;
  return {
    test_,
    mine,
    list,
    async ask(topic: string, payload: Record<string, unknown> = {}) {
      await deliver(test_.ctx, mine.shop.domain, { topic, payload: { shop_domain: mine.shop.domain, ...payload } });
      await takeInAll(test_.ctx, test_.clock);
    },
    act: (answer?: Parameters<typeof actOnPrivacy>[2]) => actOnPrivacy(test_.ctx, secrets, answer),
    async newest() {
      const [request] = await list();
      if (!request) throw new Error("No request.");
      return request;
    },
  };
}
