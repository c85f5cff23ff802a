import { PRIORITY } from "../outbox/message-states.ts";
import { planMessage } from "../outbox/plan-message.ts";
import type { TxCtx } from "../ports.ts";
import { isLibraryLanguage, languageCandidates } from "../templates/languages.ts";
import { serviceReply, type ServiceReplyKey, type ServiceReplyValues } from "../templates/replies.ts";
import type { Scene } from "./scene.ts";

type Reply<Key extends ServiceReplyKey> = {
  key: Key;
  values: ServiceReplyValues[Key];
  /** Once per key. */
  dedupeKey: string;
  /** An address that stands below the text. */
  link?: string;
  /** The language the person's own word told, for a contact whose language nobody knows. */
  language?: string | null;
};

/**
 * Plans a free-text answer inside the service window, in the contact's language, else the one they wrote in, else the
 * shop's, else English. Outside the window (a callback that came a day late) nothing is planned: it would be refused.
 */
export async function planReply<Key extends ServiceReplyKey>(
  ctx: TxCtx,
  scene: Scene,
  reply: Reply<Key>,
): Promise<"planned" | "duplicate" | "window_closed"> {
  const now = ctx.clock.now();
  if (scene.windowExpiresAt === null || scene.windowExpiresAt <= now) return "window_closed";
  const locales = [scene.contact.locale, reply.language ?? null, scene.shop.locale];
  const locale = locales.find((tag) => languageCandidates(tag).some(isLibraryLanguage)) ?? "en";
  const { outcome } = await planMessage(ctx, {
    shopId: scene.shopId,
    numberId: scene.numberId,
    contactId: scene.contactId,
    category: "utility",
    priority: PRIORITY.service,
    content: {
      kind: "text",
      text: [
        serviceReply(reply.key, locale, reply.values, ownWording(scene, reply.key, locale)),
        ...linkOf(reply),
      ].join("\n"),
    },
    language: locale,
    dedupeKey: reply.dedupeKey,
    dueAt: now,
    expiresAt: scene.windowExpiresAt,
  });
  return outcome;
}

function linkOf({ link }: { link?: string }): string[] {
  return link === undefined ? [] : [link];
}

/** The shop's own wording of this answer in this language; undefined: the built-in one. */
function ownWording({ shop }: Scene, key: ServiceReplyKey, locale: string): string | undefined {
  const language = languageCandidates(locale).find(isLibraryLanguage) ?? "en";
  const answers: Partial<Record<ServiceReplyKey, string>> | undefined = shop.optOut.answers[language];
  return answers?.[key];
}
