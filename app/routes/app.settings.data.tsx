import { Box, Select } from "@shopify/polaris";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { keptFor } from "../components/settings/kept-for.ts";
import { Section } from "../components/settings/section.tsx";
import { SettingsPage } from "../components/settings/settings-page.tsx";
import { useSettingsForm } from "../components/settings/use-settings-form.ts";
import { useDraft } from "../components/use-draft.ts";
import type { SaveAnswer } from "../components/use-save.ts";
import { readSettings, sectionVersion } from "../core/shared/settings.ts";
import { dataSettingsSchema } from "../core/shared/settings/data.ts";
import { readBody } from "../read-body.server.ts";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const settings = readSettings(shop.settings);
  return { saved: settings.data, version: sectionVersion(settings, "data") };
}

const bodySchema = z.object({ data: dataSettingsSchema.required(), version: z.number().int().min(0) });

export async function action({ request, context }: ActionFunctionArgs): Promise<SaveAnswer> {
  const { shop, pages } = await requireShop(request, context);
  const { data, version } = await readBody(request, bodySchema);
  return pages.settings.save(shop.id, "data", { data }, version);
}

const choices = [3, 6, 12, 24, 36, 60, 120];
const kinds = ["messageMonths", "inboundMonths", "eventMonths", "accessMonths"] as const;

export default function DataSettings() {
  const { saved, version } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const draft = useDraft(saved, version);
  const form = useSettingsForm(draft);
  const options = [...choices, null].map((months) => ({ value: String(months), label: keptFor(t, months) }));
  return (
    <SettingsPage
      section="data"
      draft={draft}
      form={form}
      onSave={() => form.save({ data: draft.value, version: draft.version })}
    >
      <Section title={t("settings.data.title")} about={t("settings.data.about")}>
        {kinds.map((kind) => (
          <Box key={kind} maxWidth="24rem">
            <Select
              label={t(`settings.data.${kind}`)}
              options={options}
              value={String(draft.value[kind])}
              onChange={(value) => draft.set({ [kind]: value === "null" ? null : Number(value) })}
            />
          </Box>
        ))}
      </Section>
    </SettingsPage>
  );
}
