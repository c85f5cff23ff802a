import type { Ctx } from "../ports.ts";
import { applyAnswers, type Answered } from "./apply-answers.ts";

/** Lanes shut or open again, messages wait anew: the sender looks again when these are written. */
function changesTurns({ answer, message }: Answered): boolean {
  return answer.outcome !== "accepted" || message.laneBackoffs > 0;
}

export type AnswerWriter = {
  add(answered: Answered): void;
  /** Resolves when all that was added is written, or given up. */
  idle(): Promise<void>;
};

const largestBatch = 500;
/** While more answers are on their way, a moment's wait makes one large write out of many small ones. */
const gatherMs = 40;
const triesOfBatch = 5;
const retryMs = 500;

/** A wait in real time, whatever the clock says. */
export type Pause = (ms: number) => Promise<void>;

/**
 * Writes answers in batches, one after the other, while more come in. A database that fails is tried again; then each
 * answer by itself, so that one bad row costs one answer. An answer given up leaves its message `sending`, which becomes
 * `unknown` and is settled by its callback: late, but neither lost nor sent twice.
 */
export function createAnswerWriter(ctx: Ctx, pause: Pause, moreExpected: () => boolean): AnswerWriter {
  let waiting: Answered[] = [];
  let writing: Promise<void> | undefined;

  async function write(batch: Answered[]): Promise<void> {
    for (let attempt = 1; attempt <= triesOfBatch; attempt++) {
      try {
        await applyAnswers(ctx, batch);
        if (batch.some(changesTurns)) ctx.wakes.wake("send");
        return;
      } catch (error) {
        ctx.log.error("answers_not_written", { count: batch.length, attempt, error });
        await pause(retryMs * attempt);
      }
    }
    if (batch.length === 1) return;
    for (const answered of batch) {
      await applyAnswers(ctx, [answered]).catch((error: unknown) =>
        ctx.log.error("answer_given_up", { messageId: answered.message.id, error }),
      );
    }
  }

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      if (moreExpected() && waiting.length < largestBatch) await pause(gatherMs);
      const batch = waiting.slice(0, largestBatch);
      waiting = waiting.slice(largestBatch);
      await write(batch);
    }
    writing = undefined;
  }

  return {
    add: (answered) => {
      waiting.push(answered);
      writing ??= writeAll();
    },
    idle: async () => {
      while (writing) await writing;
    },
  };
}
