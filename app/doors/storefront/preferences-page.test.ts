import { expect, it } from "vitest";
import { howOften } from "#app/core/opt-in/preferences.ts";
import { locales } from "#app/i18n/locales.ts";
import { shopperWords } from "#app/i18n/shopper.ts";

/** What a select of 390 px, within a theme's margins, shows of a line in letters of 16 px. */
const longest = 29;

it.each(locales)("how often is written so short that a phone shows all of it: %s", async (locale) => {
  const { t } = await shopperWords([locale]);
  const choices = howOften.map((one) => t(`shopper.preferences.oftenChoice.${one}`));
  expect(choices.filter(({ length }) => length > longest)).toEqual([]);
});
