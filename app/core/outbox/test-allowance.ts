import type { TxCtx } from "../ports.ts";

/** Enough to try every message of a long path, too little to write to a list with. */
export const testsPerHour = 20;

const hourMs = 3_600_000;

export type TestAllowance =
  | { outcome: "allowed" }
  /** This press of the button was answered before. */
  | { outcome: "planned"; messageId: string }
  | { outcome: "too_many" };

/**
 * Whether the shop may send one more test message now. Tests ask neither consent nor the cap, so they are few. Presses at the
 * same moment wait for each other until commit. Index: Message_tests (shopId, createdAt).
 */
export async function testAllowance({ tx, clock }: TxCtx, shopId: string, dedupeKey: string): Promise<TestAllowance> {
  await tx.$queryRaw`SELECT count(pg_advisory_xact_lock(hashtextextended(${`tests of ${shopId}`}, 0)))`;
  const known = await tx.message.findUnique({
    where: { shopId_dedupeKey: { shopId, dedupeKey } },
    select: { id: true },
  });
  if (known) return { outcome: "planned", messageId: known.id };
  const since = new Date(clock.now().getTime() - hourMs);
  const [sent] = await tx.$queryRaw<{ tests: number }[]>`
    SELECT count(*)::int AS "tests" FROM "Message"
    WHERE "shopId" = ${shopId}::uuid AND "isTest" AND "createdAt" > ${since}`;
  return { outcome: (sent?.tests ?? 0) < testsPerHour ? "allowed" : "too_many" };
}
