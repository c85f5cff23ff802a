import { Prisma } from "#prisma/generated/client.ts";
import { PRIORITY, type Priority } from "../outbox/message-states.ts";
import type { ClaimLane } from "./claim-lane.ts";
import { messagesPerLook } from "./limits.ts";

const queueStart = { dueAt: "-infinity", id: "00000000-0000-0000-0000-000000000000" };
const lastId = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/**
 * Which stretch of each priority's queue a claim looks through: all of it, for what may go is found soon. Where the tier is
 * spent it is not: of perhaps 100 000 messages next to none may go, and asking them all would take seconds that other lanes
 * wait for. There a claim looks at some, and the next goes on where it ended. Reads the claim's `ready`.
 *
 * A statement of its own for lanes whose tier may be spent: with these bounds planners make a new plan for each claim, a
 * quarter of its time, which the others are spared.
 */
export function stretchStatement(input: ClaimLane, now: Prisma.Sql): Prisma.Sql {
  if (!input.lookAfter) {
    return Prisma.sql`SELECT place."priority", false AS "isPart", NULL AS "upToDueAt", NULL AS "upToId"
      FROM (VALUES (${PRIORITY.service}::int), (${PRIORITY.marketing}::int)) AS place("priority")`;
  }
  const placeOf = (priority: Priority) => {
    const { dueAt, id } = input.lookAfter?.find((place) => place.priority === priority) ?? queueStart;
    return Prisma.sql`(${priority}::int, ${dueAt}::timestamptz, ${id}::uuid)`;
  };
  return Prisma.sql`
  SELECT p."priority", last."id" IS NOT NULL AS "isPart",
    CASE WHEN p."isSpent" THEN p."afterDueAt" ELSE '-infinity' END AS "afterDueAt", p."afterId",
    COALESCE(last."dueAt", 'infinity') AS "upToDueAt", COALESCE(last."id", ${lastId}::uuid) AS "upToId"
  FROM (
    SELECT place.*,
      COALESCE(ready."tierLeft" <= CASE WHEN place."priority" > 0 THEN ready."tierReserve" ELSE 0 END, false) AS "isSpent"
    FROM ready CROSS JOIN (VALUES ${placeOf(PRIORITY.service)}, ${placeOf(PRIORITY.marketing)})
      AS place("priority", "afterDueAt", "afterId")
  ) p
  LEFT JOIN LATERAL (
    SELECT m."dueAt", m."id" FROM "Message" m
    WHERE p."isSpent" AND m."shopId" = ${input.shopId}::uuid AND m."numberId" = ${input.numberId}::uuid AND m."state" = 'queued'
      AND m."priority" = p."priority" AND m."dueAt" <= ${now} AND (m."dueAt", m."id") > (p."afterDueAt", p."afterId")
    ORDER BY m."dueAt", m."id"
    OFFSET ${messagesPerLook - 1}::int LIMIT 1
  ) last ON true`;
}

/** That the message `m` lies in the stretch `p`. */
export const withinStretch = Prisma.sql`
  AND (m."dueAt", m."id") > (p."afterDueAt", p."afterId") AND (m."dueAt", m."id") <= (p."upToDueAt", p."upToId")`;
