import type { MessageState } from "#prisma/generated/enums.ts";
import type { Ctx } from "../ports.ts";

import { readSettings, sectionVersion } from "../shared/settings.ts";
import { libraryLanguages, type LibraryLanguage } from "../templates/languages.ts";
import { languagesToSubmit, libraryLanguageOf } from "../templates/offered-locales.ts";

import { changeSetup } from "./change-setup.ts";
import { editorLinks } from "./editor-links.ts";
import { isRecommended } from "./recommended-automations.ts";
import { isGuideShown, readProgress, setupSteps, type SetupStep } from "./setup-progress.ts";

export type Setup = {
  done: Record<SetupStep, boolean>;
  /** The first step that is still to do. */
  next: SetupStep | null;
  languages: { all: readonly LibraryLanguage[]; chosen: LibraryLanguage[]; fallback: string; version: number };
  automations: { key: string; name: string; enabled: boolean; recommended: boolean }[];
  storefront: { added: boolean; skipped: boolean; themeEditorUrl: string };
  test: { message: { id: string; state: MessageState; reason: string | null } | null; approved: boolean };
};

/** A test that Meta took on: from here on it is on its way to the phone. */
const arrived: readonly MessageState[] = ["accepted", "sent", "delivered", "read"];

/** The setup guide, or why it does not show any more. `appKey`: the app's client id, which the theme editor's link names. */
export async function readSetup(ctx: Ctx, shopId: string, appKey: string): Promise<Setup | "finished" | "dismissed"> {
  const { db } = ctx;
  const shop = await db.shop.findUniqueOrThrow({ where: { id: shopId } });
  const progress = readProgress(shop.setup);
  if (!isGuideShown(progress)) return progress.dismissedAt ? "dismissed" : "finished";
  const [numbers, automations, message, approved] = await Promise.all([
    db.whatsAppNumber.count({ where: { shopId, status: { not: "disconnected" } } }),
    db.automation.findMany({
      where: { shopId, removedAt: null },
      orderBy: { id: "asc" },
      select: { key: true, name: true, enabled: true },
    }),
    progress.testMessageId
      ? db.message.findUnique({ where: { shopId_id: { shopId, id: progress.testMessageId } } })
      : null,
    db.template.findFirst({ where: { shopId, status: "approved" }, select: { id: true } }),
  ]);
  const settings = readSettings(shop.settings);
  const { languages } = settings;
  const tested = progress.testedAt !== undefined || (message !== null && arrived.includes(message.state));
  const done: Setup["done"] = {
    connect: numbers > 0,
    languages: languages.offered !== null,
    automations: automations.some(({ enabled }) => enabled),
    storefront: progress.storefrontAddedAt !== undefined || progress.storefrontSkippedAt !== undefined,
    test: tested,
  };
  if (tested && !progress.testedAt) await changeSetup(ctx, shopId, { kind: "tested" });
  const next = setupSteps.find((step) => !done[step]) ?? null;
  if (next === null && !progress.finishedAt) {
    await changeSetup(ctx, shopId, { kind: "finished" });
    return "finished";
  }
  return {
    done,
    next,
    languages: {
      all: libraryLanguages,
      chosen: languagesToSubmit(languages, shop.locale),
      fallback: languages.fallback ?? libraryLanguageOf(shop.locale) ?? "en",
      version: sectionVersion(settings, "languages"),
    },
    automations: automations.map((automation) => ({ ...automation, recommended: isRecommended(automation.key) })),
    storefront: {
      added: progress.storefrontAddedAt !== undefined,
      skipped: progress.storefrontSkippedAt !== undefined,
      themeEditorUrl: editorLinks(appKey).chatButton,
    },
    test: {
      message: message && { id: message.id, state: message.state, reason: message.reason },
      approved: approved !== null,
    },
  };
}
