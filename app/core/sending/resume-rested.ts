import type { Ctx } from "../ports.ts";
import { metaErrorNote } from "../outbox/apply-consequences.ts";

/**
 * Ends the rests that Meta's refusals imposed, when their time is over: the next message shows whether the cause is gone, and
 * if not the rest begins again. What a merchant paused, and what only a merchant can mend (a lost connection), stays.
 */
export async function resumeRested(ctx: Ctx): Promise<void> {
  const now = ctx.clock.now();
  const { count } = await ctx.db.whatsAppNumber.updateMany({
    where: { status: "paused", pausedUntil: { lte: now } },
    data: { status: "connected", statusReason: null, pausedUntil: null },
  });
  const { count: accounts } = await ctx.db.whatsAppAccount.updateMany({
    where: {
      status: { in: ["restricted", "payment_problem"] },
      statusNote: { startsWith: metaErrorNote },
      numbers: { none: { status: "paused", pausedUntil: { gt: now } } },
    },
    data: { status: "connected", statusNote: null },
  });
  if (count + accounts === 0) return;
  ctx.log.info("numbers_resumed", { numbers: count, accounts });
  ctx.wakes.wake("send");
}
