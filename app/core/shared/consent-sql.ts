import { Prisma } from "#prisma/generated/client.ts";
import { weights } from "./consent-sources.ts";

/** What standingDecision says, for statements over "ConsentEntry". Index of all: (shopId, contactId, purpose, occurredAt). */

/** The weight of the entry under this alias. */
export function weightSql(alias: string): Prisma.Sql {
  return Prisma.raw(
    `CASE WHEN ${alias}."state" = 'revoked' THEN ${byOrigin(alias, "no")} ELSE ${byOrigin(alias, "yes")} END`,
  );
}

/** Whether the entry under this alias is a no that nothing has lifted. */
export function isStandingNo(alias: string): Prisma.Sql {
  return Prisma.sql`${Prisma.raw(alias)}."state" = 'revoked' AND NOT EXISTS (
    SELECT 1 FROM "ConsentEntry" lifts WHERE ${ofTheSame("lifts", alias)} AND lifts."state" = 'granted'
      AND lifts."occurredAt" > ${Prisma.raw(alias)}."occurredAt" AND ${weightSql("lifts")} >= ${weightSql(alias)})`;
}

/** Whether the entry under this alias says what stands of its person and purpose today. */
export function saysWhatStands(alias: string): Prisma.Sql {
  return Prisma.sql`CASE ${Prisma.raw(alias)}."state"
    WHEN 'revoked' THEN ${isStandingNo(alias)}
    WHEN 'granted' THEN NOT EXISTS (
      SELECT 1 FROM "ConsentEntry" refusal WHERE ${ofTheSame("refusal", alias)} AND ${isStandingNo("refusal")})
    ELSE NOT EXISTS (
      SELECT 1 FROM "ConsentEntry" decided WHERE ${ofTheSame("decided", alias)} AND decided."state" <> 'pending') END`;
}

function byOrigin(alias: string, word: "yes" | "no"): string {
  const cases = Object.entries(weights).map(([source, weight]) => `WHEN '${source}' THEN ${weight[word]}`);
  return `CASE COALESCE(${alias}."origin", ${alias}."source") ${cases.join(" ")} ELSE ${weights.merge[word]} END`;
}

function ofTheSame(one: string, other: string): Prisma.Sql {
  return Prisma.raw(
    ["shopId", "contactId", "purpose"].map((column) => `${one}."${column}" = ${other}."${column}"`).join(" AND "),
  );
}
