import { DateTime } from "luxon";
import { startRuns } from "../automations/start-runs.ts";
import type { Ctx } from "../ports.ts";
import { firstIdAt } from "../shared/first-id-at.ts";
import type { StoreEvent } from "../shared/store-event.ts";
import { inTransaction } from "./in-transaction.ts";
import { wantsBirthdays } from "./wants-birthdays.ts";

const atOnce = 500;

/**
 * Tells automations whose birthday it is, in the shop's zone: once per person and year, however often it is asked that day.
 * Each in a transaction of its own, so that dying half-way leaves the rest to the next time. Who was born on 29 February has
 * their day on the 28th in years without one. Returns how many were told of; wakes "steps".
 */
export async function tellBirthdays(ctx: Ctx, shopId: string): Promise<number> {
  const shop = await ctx.db.shop.findUnique({ where: { id: shopId }, select: { timeZone: true, status: true } });
  if (shop?.status !== "installed" || !(await wantsBirthdays(ctx.db, shopId))) return 0;
  const today = localDay(ctx.clock.now(), shop.timeZone);
  let told = 0;
  for (const birthday of birthdaysOf(today)) {
    for (let after: string | null = null, done = false; !done;) {
      const people = await peopleBorn(ctx, shopId, birthday, after, today);
      for (const { id } of people) if (await tell(ctx, shopId, id, today)) told += 1;
      after = people.at(-1)?.id ?? null;
      done = people.length < atOnce;
    }
  }
  if (told > 0) ctx.wakes.wake("steps");
  return told;
}

function localDay(now: Date, timeZone: string): DateTime {
  const local = DateTime.fromJSDate(now, { zone: timeZone });
  return (local.isValid ? local : DateTime.fromJSDate(now, { zone: "UTC" })).startOf("day");
}

/** Month and day as contacts keep them. Exported for its test. */
export function birthdaysOf({ month, day, isInLeapYear }: DateTime): number[] {
  const own = month * 100 + day;
  return own === 228 && !isInLeapYear ? [228, 229] : [own];
}

/**
 * A page of those in force who were not told of this year, also not before they were merged with somebody. Indexes:
 * Contact_birthday (shopId, birthday, id), StoreEvent (shopId, contactId, id).
 */
function peopleBorn(ctx: Ctx, shopId: string, birthday: number, after: string | null, today: DateTime) {
  const thisYear = firstIdAt(today.startOf("year").toJSDate());
  return ctx.db.$queryRaw<{ id: string }[]>`
    SELECT c."id" FROM "Contact" c
    WHERE c."shopId" = ${shopId}::uuid AND c."birthday" = ${birthday}
      AND (${after}::uuid IS NULL OR c."id" > ${after}::uuid)
      AND c."mergedIntoId" IS NULL AND c."erasedAt" IS NULL
      AND NOT EXISTS (
        SELECT 1 FROM "StoreEvent" e
        WHERE e."shopId" = c."shopId" AND e."contactId" = c."id" AND e."id" >= ${thisYear}::uuid
          AND e."kind" = 'customer_birthday')
    ORDER BY c."id" LIMIT ${atOnce}`;
}

/** False: somebody else told of it already, this moment or before. */
function tell(ctx: Ctx, shopId: string, contactId: string, today: DateTime): Promise<boolean> {
  return inTransaction(ctx, async (inTx) => {
    const event: StoreEvent = {
      id: inTx.ids.next(),
      kind: "customer_birthday",
      subjectKind: "birthday",
      subjectId: `${contactId}:${today.year}`,
      contactId,
      occurredAt: today.toJSDate(),
    };
    const { count } = await inTx.tx.storeEvent.createMany({
      data: [{ ...event, shopId, occurrence: "", recordedAt: inTx.clock.now(), outcome: "applied", details: {} }],
      skipDuplicates: true,
    });
    if (count === 0) return false;
    await startRuns(inTx, shopId, event);
    return true;
  });
}
