import type { Ctx } from "../ports.ts";
import { AppError } from "../shared/app-error.ts";

/** A request is one worker's for this long after it last said so; who takes it over finds what was done done. */
export const leaseMs = 30 * 60_000;
const renewAfterMs = 60_000;

export type Lease = {
  /** Between two steps of long work; throws `privacy_lease_lost` when another worker has taken the request over. */
  renew(): Promise<void>;
  /** PrivacyRequest.nextAttemptAt, as long as the request is this worker's. */
  until(): Date;
};

/** Holds a claimed request while it is worked on. Its nextAttemptAt says whose it is: every claim sets another. */
export function holdRequest({ db, clock }: Pick<Ctx, "db" | "clock">, id: string, claimedUntil: Date): Lease {
  let until = claimedUntil;
  return {
    until: () => until,
    renew: async () => {
      const next = new Date(clock.now().getTime() + leaseMs);
      if (next.getTime() - until.getTime() < renewAfterMs) return;
      const held = { id, nextAttemptAt: until };
      const { count } = await db.privacyRequest.updateMany({ where: held, data: { nextAttemptAt: next } });
      if (count === 0) throw new AppError("privacy_lease_lost", `Request ${id} is another worker's by now`);
      until = next;
    },
  };
}
