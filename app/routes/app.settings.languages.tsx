import { Text } from "@shopify/polaris";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { LanguageFields } from "../components/settings/language-fields.tsx";
import { Section } from "../components/settings/section.tsx";
import { SettingsPage } from "../components/settings/settings-page.tsx";
import { useSettingsForm } from "../components/settings/use-settings-form.ts";
import { useDraft } from "../components/use-draft.ts";
import type { SaveAnswer } from "../components/use-save.ts";
import { readSettings, sectionVersion } from "../core/shared/settings.ts";
import { libraryLanguages } from "../core/templates/languages.ts";
import { languagesToSubmit, libraryLanguageOf } from "../core/templates/offered-locales.ts";
import { readBody } from "../read-body.server.ts";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const settings = readSettings(shop.settings);
  return {
    all: [...libraryLanguages],
    saved: {
      chosen: languagesToSubmit(settings.languages, shop.locale) as string[],
      fallback: settings.languages.fallback ?? libraryLanguageOf(shop.locale) ?? "en",
    },
    version: sectionVersion(settings, "languages"),
  };
}

const language = z.enum(libraryLanguages);
const bodySchema = z.object({
  offered: z.array(language).min(1),
  fallback: language,
  version: z.number().int().min(0),
});

export async function action({ request, context }: ActionFunctionArgs): Promise<SaveAnswer> {
  const { shop, pages } = await requireShop(request, context);
  const { offered, fallback, version } = await readBody(request, bodySchema);
  return pages.settings.saveLanguages(shop.id, { offered, fallback }, version);
}

export default function LanguageSettings() {
  const { all, saved, version } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const draft = useDraft(saved, version);
  const form = useSettingsForm(draft);
  const [submitted, setSubmitted] = useState(false);
  const { chosen, fallback } = draft.value;
  const none = chosen.length === 0;

  function save() {
    setSubmitted(true);
    if (!none) form.save({ offered: chosen, fallback, version: draft.version });
  }

  return (
    <SettingsPage section="languages" draft={draft} form={form} onSave={save}>
      <Section title={t("settings.languages.offered")} about={t("settings.languages.offeredAbout")}>
        <LanguageFields
          all={all}
          offered={chosen}
          fallback={fallback}
          error={none && submitted ? t("setup.languages.none") : undefined}
          onChange={draft.set}
        />
        <Text as="p" tone="subdued">
          {t("settings.languages.order")}
        </Text>
      </Section>
    </SettingsPage>
  );
}
