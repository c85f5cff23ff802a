import { expect, it } from "vitest";
import { optOut } from "#app/core/consent/opt-out.ts";
import { planMessage } from "#app/core/outbox/plan-message.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact, givenShop } from "#test/support/given.ts";

const database = useTestDatabase();

it("an opt-out waits for a message that is being planned, and ends it too", async () => {
  const { ctx } = makeCtx(database.db);
  const { shop, number } = await givenShop(ctx);
  const contact = await givenContact(ctx, shop.id);
  const planned = Promise.withResolvers<void>();
  const mayCommit = Promise.withResolvers<void>();

  const planning = inTransaction(ctx, async (tx) => {
    await planMessage(tx, {
      shopId: shop.id,
      numberId: number.id,
      contactId: contact.id,
      category: "marketing",
      dedupeKey: "offer",
      dueAt: ctx.clock.now(),
      content: { kind: "template", name: "offer", language: "en", header: [], body: [], buttons: [] },
    });
    planned.resolve();
    await mayCommit.promise;
  });
  await planned.promise;
  const optingOut = inTransaction(ctx, (tx) =>
    optOut(tx, {
      shopId: shop.id,
      contactId: contact.id,
      purposes: ["marketing"],
      source: "keyword",
      evidence: {},
      occurredAt: ctx.clock.now(),
      dedupeKey: "stop",
    }),
  );
  await waitingForLock();
  mayCommit.resolve();

  await planning;
  expect(await optingOut).toEqual({ outcome: "recorded", cancelled: 1 });
});

/** Until PostgreSQL itself says that somebody waits. */
async function waitingForLock(): Promise<void> {
  for (;;) {
    const { rows } = await database.database.executeSql(
      "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    if (rows.length > 0) return;
  }
}
