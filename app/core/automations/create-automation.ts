import type { Ctx } from "../ports.ts";
import type { AutomationDefinition } from "./definition.ts";
import { readyAutomations } from "./gallery-further.ts";
import { parseDefinition } from "./parse-definition.ts";
import type { DefinitionProblem } from "./definition-problem.ts";

export type CreateOutcome =
  | { outcome: "created"; id: string }
  /** The gallery has no such automation, or the shop has not the one to be copied. */
  | { outcome: "not_found" }
  | { outcome: "refused"; problems: DefinitionProblem[] };

/** `requestId`: a UUID of one press of the button; pressed twice, it makes one. It becomes the automation's id. */
type Request = { requestId: string; name: string };

/** A further automation from the gallery, switched off. */
export async function createFromGallery(
  ctx: Ctx,
  shopId: string,
  { galleryKey, ...request }: Request & { galleryKey: string },
): Promise<CreateOutcome> {
  const found = readyAutomations.find(({ key }) => key === galleryKey);
  return found ? create(ctx, shopId, request, found.definition) : { outcome: "not_found" };
}

/** A copy of one of the shop's own, switched off. */
export async function duplicateAutomation(
  ctx: Ctx,
  shopId: string,
  { id, ...request }: Request & { id: string },
): Promise<CreateOutcome> {
  const original = await ctx.db.automation.findFirst({ where: { shopId, id, removedAt: null } });
  if (!original) return { outcome: "not_found" };
  return createAutomation(ctx, shopId, { ...request, definition: original.definition });
}

/** One that the merchant begins from scratch, switched off. */
export async function createAutomation(
  ctx: Ctx,
  shopId: string,
  { definition, ...request }: Request & { definition: unknown },
): Promise<CreateOutcome> {
  const parsed = parseDefinition(definition);
  if (parsed.outcome === "unreadable") return { outcome: "refused", problems: parsed.problems };
  return create(ctx, shopId, request, parsed.definition);
}

async function create(
  ctx: Ctx,
  shopId: string,
  { requestId, name }: Request,
  definition: AutomationDefinition,
): Promise<CreateOutcome> {
  const now = ctx.clock.now();
  await ctx.db.automation.createMany({
    data: [
      {
        shopId,
        id: requestId,
        // Keys of the gallery belong to what was installed with the app.
        key: `own_${requestId}`,
        name,
        trigger: definition.trigger,
        enabled: false,
        definition,
        createdAt: now,
        updatedAt: now,
      },
    ],
    skipDuplicates: true,
  });
  return { outcome: "created", id: requestId };
}
