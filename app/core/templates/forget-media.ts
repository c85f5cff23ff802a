import type { Ctx } from "../ports.ts";
import { firstIdAt } from "../shared/first-id-at.ts";

const dayMs = 86_400_000;
/** An unused file is kept this long after it was last uploaded: somebody may be writing its template just now. */
const unusedMediaDays = 30;

/**
 * Deletes a shop's files that nothing shows: no draft, no template that Meta has, no template deleted lately (a sync may
 * bring it back), no message that may still be sent or was just handed over, and so may still be fetched. In one statement:
 * a file that is taken into use at that very moment is at worst asked for again when its template is submitted.
 * Templates are gone through once (their key); open messages only for files that are to go (Message(shopId, state, id)).
 */
export async function forgetUnusedMedia(ctx: Ctx, shopId: string): Promise<number> {
  const now = ctx.clock.now().getTime();
  const before = new Date(now - unusedMediaDays * dayMs);
  const yesterday = firstIdAt(new Date(now - dayMs));
  return ctx.db.$executeRaw`
    WITH shown AS (
      SELECT jsonb_path_query(part, '$.**.mediaId') #>> '{}' AS "id"
      FROM "Template" t, LATERAL (VALUES (t."draft"), (t."variables")) AS parts(part)
      WHERE t."shopId" = ${shopId}::uuid AND (t."status" <> 'deleted' OR t."updatedAt" >= ${before})
    ), idle AS MATERIALIZED (
      SELECT f."id" FROM "TemplateMedia" f
      WHERE f."shopId" = ${shopId}::uuid AND f."createdAt" < ${before}
        AND NOT EXISTS (SELECT 1 FROM shown WHERE shown."id" = f."id"::text)
    )
    DELETE FROM "TemplateMedia" f USING idle
    WHERE f."shopId" = ${shopId}::uuid AND f."id" = idle."id" AND f."createdAt" < ${before}
      AND NOT EXISTS (
        SELECT 1 FROM "Message" m
        WHERE m."shopId" = ${shopId}::uuid
          AND (m."state" IN ('planned', 'queued', 'sending', 'unknown')
            OR (m."state" = 'accepted' AND m."id" >= ${yesterday}::uuid))
          AND strpos(m."content"::text, idle."id"::text) > 0)`;
}
