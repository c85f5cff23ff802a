import { startChild } from "./child-process.ts";
import { sleep } from "./numbers.ts";
import { phoneNumberId, wabaId, whatsAppSecret, whatsAppToken, whatsAppVerifyToken, graphVersion } from "./settings.ts";
import type { LibraryTemplate } from "./library-templates.ts";
import type { Accepted } from "./whatsapp-process.ts";

export type WhatsAppState = {
  accepted: number;
  duplicates: number;
  refused: number;
  breaches: Record<string, number>;
};

export type WhatsApp = Awaited<ReturnType<typeof startWhatsApp>>;

type Options = {
  ratePerSecond: number;
  templates: LibraryTemplate[];
  /** Where callbacks go; without it nothing follows an acceptance. */
  webhookUrl?: string;
};

const pollMs = 100;
const patienceMs = 30_000;

/** The pretend WhatsApp as its own process: one number, its templates approved, the tier unlimited. */
export async function startWhatsApp({ ratePerSecond, templates, webhookUrl }: Options) {
  const number = { id: phoneNumberId, displayPhone: "+49 30 901820", verifiedName: "Bench", ratePerSecond };
  const account = {
    id: wabaId,
    name: "Bench",
    businessId: "300000000000009",
    tokens: [whatsAppToken],
    tier: null,
    numbers: [number],
    templates: templates.map(({ name, language, category, components }) => ({ name, language, category, components })),
  };
  const options = {
    appSecret: whatsAppSecret,
    verifyToken: whatsAppVerifyToken,
    accounts: [account],
    reader: webhookUrl ? "handset" : "off",
    ...(webhookUrl ? { webhookUrl } : {}),
  };
  const child = startChild("bench/support/whatsapp-process.ts", { WHATSAPP_OPTIONS: JSON.stringify(options) });
  const { origin } = await child.next<{ origin: string }>("listening");

  async function control<T>(action: string, body?: unknown): Promise<T> {
    const post = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
    const answer = await fetch(`${origin}/control/whatsapp/${action}`, post);
    if (!answer.ok) throw new Error(`${action}: ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  const state = () => control<WhatsAppState>("state");

  return {
    graphUrl: `${origin}/graph`,
    messagesUrl: `${origin}/graph/${graphVersion}/${phoneNumberId}/messages`,
    state,
    setRate: (perSecond: number) => control("numbers", { numberId: phoneNumberId, ratePerSecond: perSecond }),
    /** Everything back to the start, what was accepted forgotten. */
    async reset(): Promise<void> {
      child.send({ type: "forget" });
      await control("reset", {});
    },
    async accepted(): Promise<Accepted[]> {
      child.send({ type: "accepted" });
      return (await child.next<{ accepted: Accepted[] }>("accepted")).accepted;
    },
    /** Resolves when so many are accepted, or when no more come for a long while. */
    async untilAccepted(count: number, alive: Promise<never>): Promise<void> {
      let seen = 0;
      let seenAt = performance.now();
      while (seen < count && performance.now() - seenAt < patienceMs) {
        await Promise.race([sleep(pollMs), alive]);
        const { accepted } = await state();
        if (accepted > seen) seenAt = performance.now();
        seen = accepted;
      }
    },
    stop: child.stop,
  };
}
