import { z } from "zod";
import { advertOf, type Advert } from "./came-by.ts";
import { inboundText } from "./inbound-text.ts";

/** One message of a shopper. */
export type Answer = {
  id: string;
  at: Date;
  type: string;
  text: string | null;
  outcome: string;
  /** The click-to-WhatsApp advert that this message came by. */
  advert: Advert | null;
};

type Row = { id: string; occurredAt: Date; type: string; content: unknown; outcome: string };

const contentSchema = z.object({ referral: z.record(z.string(), z.unknown()) });

/** A row of InboundMessage for people. */
export function answerOf({ id, occurredAt, type, content, outcome }: Row): Answer {
  const referral = contentSchema.safeParse(content).data?.referral;
  return {
    ...{ id, at: occurredAt, type, text: inboundText(content), outcome },
    advert: referral ? advertOf(referral) : null,
  };
}
