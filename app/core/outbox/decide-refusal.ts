import type { Refusal } from "../ports.ts";

/** What is known of the message when it is refused. */
export type RefusedMessage = {
  /** Tries so far, with the one that was refused. */
  attempts: number;
  expiresAt: Date | null;
  /** 131056 answers in a row for this pair, before this one. */
  pairBackoffs: number;
  /** Refused with "once more, a day later" before. */
  hadItsSecondChance: boolean;
};

export type RefusalDecision = {
  /** The message waits until `dueAt` (null: its turn does not change), or it has failed. */
  message:
    { state: "queued"; dueAt: Date | null; expiresAt?: Date; reason: string } | { state: "failed"; reason: string };
  laneBacksOff?: true;
  pair?: { nextAt: Date; backoffs: number };
  numberRests?: { until: Date; reason: string };
  account?: { status: "needs_reconnect" } | { status: "restricted" | "payment_problem"; restsUntil: Date };
  templatePaused?: true;
  contact?: "unreachable" | "opted_out";
};

const secondMs = 1_000;
const hourMs = 3600 * secondMs;
const dayMs = 24 * hourMs;

const numberRestsMs = hourMs;
const accountRestsMs = 6 * hourMs;
/** A merchant who has paid wants it to go on soon. */
const paymentRestsMs = hourMs;
const templateRestsMs = 15 * 60 * secondMs;
const longestRetryMs = 5 * 60 * secondMs;
/** 4^6 s: 68 minutes. */
const mostPairBackoffs = 6;

/** The wait of one message before its next try: 2, 4, 8 … 300 s. It grows with the tries; only `expiresAt` ends them. */
export function retryWaitMs(attempts: number): number {
  return Math.min(longestRetryMs, secondMs * 2 ** Math.min(Math.max(attempts, 1), 20));
}

/** The wait of a whole lane after `backoffs` in a row: 0.25, 0.5, 1 … 60 s. */
export function laneWaitMs(backoffs: number): number {
  return Math.min(60 * secondMs, 250 * 2 ** Math.min(Math.max(backoffs, 1) - 1, 20));
}

/** What follows from a refusal, for the message and for what it belongs to. Pure: the same answer for the same facts. */
export function decideRefusal(refusal: Pick<Refusal, "action">, message: RefusedMessage, now: Date): RefusalDecision {
  const inMs = (ms: number) => new Date(now.getTime() + ms);
  /** Waits in its place in the queue: what is shut is told elsewhere (lane, number, account, pair). */
  const inPlace = (reason: string) => ({ state: "queued" as const, dueAt: null, reason });
  const retryAt = (reason: string) => ({
    state: "queued" as const,
    dueAt: atLatest(inMs(retryWaitMs(message.attempts)), message.expiresAt),
    reason,
  });

  switch (refusal.action) {
    case "retry":
      return { message: retryAt("meta_busy"), laneBacksOff: true };
    case "retry_message":
      return { message: retryAt("meta_error") };
    case "retry_pair": {
      const backoffs = Math.min(message.pairBackoffs + 1, mostPairBackoffs);
      return { message: inPlace("pair_limit"), pair: { nextAt: inMs(4 ** backoffs * secondMs), backoffs } };
    }
    case "retry_after_24h": {
      // A repeat inside 24 h can shut this person off from all marketing for a day, and a third try is not worth that.
      if (message.hadItsSecondChance) return { message: { state: "failed", reason: "marketing_limit" } };
      const expiresAt = message.expiresAt && atLeast(message.expiresAt, inMs(2 * dayMs));
      return {
        message: {
          state: "queued",
          dueAt: inMs(dayMs),
          reason: "marketing_limit",
          ...(expiresAt ? { expiresAt } : {}),
        },
      };
    }
    case "pause_number":
      return {
        message: inPlace("number_paused"),
        numberRests: { until: inMs(numberRestsMs), reason: "number_paused_by_meta" },
      };
    case "pause_account":
      return {
        message: inPlace("account_restricted"),
        account: { status: "restricted", restsUntil: inMs(accountRestsMs) },
      };
    case "payment_problem":
      return {
        message: inPlace("account_payment_problem"),
        account: { status: "payment_problem", restsUntil: inMs(paymentRestsMs) },
      };
    case "reconnect":
      return { message: inPlace("account_needs_reconnect"), account: { status: "needs_reconnect" } };
    case "pause_template":
      return {
        message: {
          state: "queued",
          dueAt: atLatest(inMs(templateRestsMs), message.expiresAt),
          reason: "template_paused",
        },
        templatePaused: true,
      };
    case "never_again":
      return { message: { state: "failed", reason: "contact_unreachable" }, contact: "unreachable" };
    case "opted_out":
      return { message: { state: "failed", reason: "opted_out" }, contact: "opted_out" };
    case "window_closed":
      return { message: { state: "failed", reason: "window_closed" } };
    case "bad_payload":
      return { message: { state: "failed", reason: "bad_payload" } };
  }
}

/** What expires while it waits is looked at when it expires, so that it does not seem to wait any longer. */
function atLatest(at: Date, limit: Date | null): Date {
  return limit && limit < at ? limit : at;
}

function atLeast(at: Date, limit: Date): Date {
  return at > limit ? at : limit;
}
