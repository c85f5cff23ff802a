import { readUsage } from "../core/analytics/read-usage.ts";
import { takeTestMail } from "../core/notices/test-mail-allowance.ts";
import { changeSetup } from "../core/setup/change-setup.ts";
import { readSettings, type ShopSettings } from "../core/shared/settings.ts";
import { saveSettings, setPaused } from "../core/shops/save-settings.ts";
import type { PageDeps } from "./page-deps.ts";

export function createSettingsPages({ ctx, queue, mailer }: PageDeps) {
  return {
    save: (
      shopId: string,
      section: "sending" | "optIn" | "optOut" | "attribution" | "data" | "notifications",
      values: Partial<ShopSettings>,
      version: number,
    ) => saveSettings(ctx, shopId, section, values, version),
    /** Templates in the languages that came anew are on their way to Meta at once. */
    saveLanguages: (shopId: string, languages: ShopSettings["languages"], version: number) =>
      saveSettings(ctx, shopId, "languages", { languages }, version, (tx) =>
        queue.send("submit-templates", { shopId }, { singletonKey: shopId, tx }),
      ),
    setPaused: async (shopId: string, paused: boolean) => {
      await setPaused(ctx, shopId, paused);
      ctx.wakes.wake("steps");
      ctx.wakes.wake("send");
    },
    readUsage: (shopId: string) => readUsage(ctx, shopId),
    mailServerIsSet: mailer !== null,
    /** To the address that is saved, and to no other, and few: this is no way to write to strangers. */
    sendTestMail: async (shop: { id: string; name: string; domain: string; settings: unknown; locale: string }) => {
      const { email, locale } = readSettings(shop.settings).notifications;
      if (!mailer || email === null) return { outcome: "refused", again: false, cause: "not_set" } as const;
      if (!(await takeTestMail(ctx, shop.id))) return { outcome: "too_many" } as const;
      return mailer.sendTest({
        to: email,
        locale: locale ?? shop.locale,
        shopName: shop.name,
        shopDomain: shop.domain,
        messageId: ctx.ids.next(),
      });
    },
    bringBackGuide: (shopId: string) => changeSetup(ctx, shopId, { kind: "brought_back" }),
  };
}
