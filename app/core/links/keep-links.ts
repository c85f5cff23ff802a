import type { Ctx } from "../ports.ts";
import { AppError } from "../shared/app-error.ts";
import { checkLink, codeFrom, type ChatLinkFields, type LinkProblem } from "./chat-link.ts";

export type LinkSaved =
  | { outcome: "saved"; id: string }
  | { outcome: "invalid"; problems: LinkProblem[] }
  /** Somebody saved meanwhile. */
  | { outcome: "conflict"; version: number }
  | { outcome: "unknown" };

const roundsAtMost = 5;

/** Makes a link under the id of the form it came from: sent twice it is one link. Its code is its own for good. */
export async function makeLink(ctx: Ctx, shopId: string, id: string, fields: ChatLinkFields): Promise<LinkSaved> {
  const problems = await problemsOf(ctx, shopId, fields);
  if (problems.length > 0) return { outcome: "invalid", problems };
  for (let round = 0; round < roundsAtMost; round++) {
    const known = await ctx.db.chatLink.findUnique({ where: { shopId_id: { shopId, id } }, select: { id: true } });
    if (known) return { outcome: "saved", id };
    // A code that another link has is drawn anew.
    const { count } = await ctx.db.chatLink.createMany({
      data: [{ shopId, id, ...trimmed(fields), code: codeFrom(ctx.ids.next()), createdAt: ctx.clock.now() }],
      skipDuplicates: true,
    });
    if (count === 1) return { outcome: "saved", id };
  }
  throw new AppError("no_free_code", `No code was free for a new link of shop ${shopId}`);
}

/** Changes what a link says from now on. What is printed keeps its words and its number, and counts as before: by its code. */
export async function changeLink(
  ctx: Ctx,
  shopId: string,
  id: string,
  fields: ChatLinkFields,
  version: number,
): Promise<LinkSaved> {
  const known = await ctx.db.chatLink.findUnique({ where: { shopId_id: { shopId, id } } });
  if (!known) return { outcome: "unknown" };
  const problems = await problemsOf(ctx, shopId, fields, known.phone);
  if (problems.length > 0) return { outcome: "invalid", problems };
  const { count } = await ctx.db.chatLink.updateMany({
    where: { shopId, id, version },
    data: { ...trimmed(fields), version: { increment: 1 } },
  });
  return count === 1 ? { outcome: "saved", id } : { outcome: "conflict", version: known.version };
}

/** Paused: arrivals are not counted. What was counted stays. Pausing twice is pausing once. */
export async function pauseLink(ctx: Ctx, shopId: string, id: string, paused: boolean): Promise<{ known: boolean }> {
  const { count } = await ctx.db.chatLink.updateMany({
    where: { shopId, id },
    data: { pausedAt: paused ? ctx.clock.now() : null },
  });
  return { known: count > 0 };
}

/** Removed: out of the list, counted no more. Its row stays, for its counts and so that no other link ever gets its code. */
export async function removeLink(ctx: Ctx, shopId: string, id: string, removed: boolean): Promise<{ known: boolean }> {
  const { count } = await ctx.db.chatLink.updateMany({
    where: { shopId, id },
    data: { removedAt: removed ? ctx.clock.now() : null },
  });
  return { known: count > 0 };
}

function trimmed({ name, text, phone }: ChatLinkFields): ChatLinkFields {
  const clean = (words: string) => words.replaceAll("\u0000", "").trim();
  return { name: clean(name), text: clean(text), phone };
}

async function problemsOf(ctx: Ctx, shopId: string, fields: ChatLinkFields, kept?: string): Promise<LinkProblem[]> {
  const problems = checkLink(fields);
  const phones = await linkPhones(ctx, shopId);
  const isKnown = fields.phone === kept || phones.some(({ phone }) => phone === fields.phone);
  return isKnown ? problems : [...problems, { field: "phone", rule: "phoneUnknown" }];
}

/** The numbers a link can lead to, the default one first. */
export async function linkPhones(ctx: Ctx, shopId: string): Promise<{ phone: string; label: string }[]> {
  const numbers = await ctx.db.whatsAppNumber.findMany({
    where: { shopId, status: { not: "disconnected" } },
    orderBy: [{ isDefault: "desc" }, { createdAt: "asc" }, { id: "asc" }],
    select: { displayPhone: true, verifiedName: true },
  });
  return numbers.map(({ displayPhone, verifiedName }) => ({
    phone: displayPhone.replace(/\D/g, ""),
    label: [verifiedName, displayPhone].filter(Boolean).join(" · "),
  }));
}
