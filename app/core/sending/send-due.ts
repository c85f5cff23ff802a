import type { Ctx } from "../ports.ts";
import { createSender, type SenderOptions } from "./sender.ts";

export type SendDueResult = {
  /** Messages handed to Meta, whatever it answered. */
  sent: number;
  /** Always false: what could go has gone. */
  more: false;
  /** When the next message is due, or a lane may go on; absent when nothing is queued. */
  nextInMs?: number;
};

/**
 * Sends all that is due and may go now, and waits for the answers to be written. For tests and commands; a worker keeps one
 * sender (createSender) and calls its pass, so that a slow answer holds nobody up.
 */
export async function sendDue(ctx: Ctx, options: SenderOptions & { stopped?: () => boolean }): Promise<SendDueResult> {
  const sender = createSender(ctx, options);
  let sent = 0;
  for (;;) {
    const pass = await sender.pass();
    await sender.idle();
    sent += pass.claimed;
    if (pass.claimed === 0 || options.stopped?.()) {
      return { sent, more: false, ...(pass.nextInMs === undefined ? {} : { nextInMs: pass.nextInMs }) };
    }
  }
}
