import type { Ctx, SendAnswer } from "../ports.ts";
import type { ClaimedMessage } from "./claim-lane.ts";
import { writeAccepted } from "./write-accepted.ts";
import { writeRefused } from "./write-refused.ts";
import { writeUnknown } from "./write-unknown.ts";

/** One message that was sent, and what came back. */
export type Answered<Answer extends SendAnswer = SendAnswer> = {
  message: ClaimedMessage;
  answer: Answer;
  answeredAt: Date;
};

type OutcomeOf = { [Outcome in SendAnswer["outcome"]]: Extract<SendAnswer, { outcome: Outcome }> };

/**
 * Writes answers down, a handful of statements for any number of them. An answer belongs to one try: what a callback or a
 * later try has said meanwhile is never undone by it. Written twice it changes nothing more; not written at all (a crash)
 * the message becomes `unknown` and its callback settles it.
 */
export async function applyAnswers(ctx: Ctx, answers: readonly Answered[]): Promise<void> {
  const accepted = answers.filter(is("accepted"));
  const refused = answers.filter(is("refused"));
  const unknown = answers.filter(is("unknown"));
  if (accepted.length > 0) await writeAccepted(ctx, accepted);
  if (refused.length > 0) await writeRefused(ctx, refused);
  if (unknown.length > 0) await writeUnknown(ctx, unknown, lanesAnswering(accepted));
}

function is<Outcome extends SendAnswer["outcome"]>(outcome: Outcome) {
  return (answered: Answered): answered is Answered<OutcomeOf[Outcome]> => answered.answer.outcome === outcome;
}

function lanesAnswering(accepted: readonly Answered[]): Set<string> {
  return new Set(accepted.map(({ message }) => message.numberId));
}
