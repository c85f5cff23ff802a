import { BlockStack, Checkbox, ChoiceList, InlineGrid, TextField } from "@shopify/polaris";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { NumberField, readNumber } from "../components/settings/number-field.tsx";
import { Section } from "../components/settings/section.tsx";
import { SettingsPage } from "../components/settings/settings-page.tsx";
import { readTime, writeTime } from "../components/settings/time-of-day.ts";
import { useSettingsForm } from "../components/settings/use-settings-form.ts";
import { useDraft } from "../components/use-draft.ts";
import type { SaveAnswer } from "../components/use-save.ts";
import { readSettings, sectionVersion } from "../core/shared/settings.ts";
import { sendingSettingsSchema } from "../core/shared/settings/sending.ts";
import { readBody } from "../read-body.server.ts";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const settings = readSettings(shop.settings);
  return { ...sendingSettingsSchema.parse(settings), version: sectionVersion(settings, "sending") };
}

const bodySchema = z.object({ values: sendingSettingsSchema.required(), version: z.number().int().min(0) });

export async function action({ request, context }: ActionFunctionArgs): Promise<SaveAnswer> {
  const { shop, pages } = await requireShop(request, context);
  const { values, version } = await readBody(request, bodySchema);
  return pages.settings.save(shop.id, "sending", values, version);
}

export default function SendingSettings() {
  const saved = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const draft = useDraft(fieldsOf(saved), saved.version);
  const form = useSettingsForm(draft);
  const [submitted, setSubmitted] = useState(false);
  const values = read(draft.value);
  const problem = (bad: boolean, key: string) => (bad && submitted ? t(key) : undefined);
  const { set, value } = draft;

  function save() {
    setSubmitted(true);
    if (values.complete) form.save({ values: values.complete, version: draft.version });
  }

  return (
    <SettingsPage section="sending" draft={draft} form={form} onSave={save}>
      <Section title={t("settings.sending.quiet")} about={t("settings.sending.quietAbout")}>
        <BlockStack gap="400">
          <Checkbox label={t("settings.sending.quietOn")} checked={value.quiet} onChange={(quiet) => set({ quiet })} />
          <InlineGrid columns={{ xs: 1, sm: 2 }} gap="400">
            <TextField
              label={t("settings.sending.quietFrom")}
              type="time"
              autoComplete="off"
              disabled={!value.quiet}
              value={value.from}
              onChange={(from) => set({ from })}
              error={problem(values.from === null, "settings.sending.timeMissing")}
            />
            <TextField
              label={t("settings.sending.quietTo")}
              type="time"
              autoComplete="off"
              disabled={!value.quiet}
              value={value.to}
              onChange={(to) => set({ to })}
              error={
                problem(values.to === null, "settings.sending.timeMissing") ??
                problem(value.quiet && values.from === values.to, "settings.sending.timesEqual")
              }
            />
          </InlineGrid>
          <ChoiceList
            title={t("settings.sending.quietFor")}
            disabled={!value.quiet}
            selected={[value.appliesTo]}
            onChange={([appliesTo]) => set({ appliesTo: appliesTo === "all" ? "all" : "marketing" })}
            choices={[
              { value: "marketing", label: t("settings.sending.quietMarketing") },
              { value: "all", label: t("settings.sending.quietAll"), helpText: t("settings.sending.quietAllHelp") },
            ]}
          />
        </BlockStack>
      </Section>
      <Section title={t("settings.sending.cap")} about={t("settings.sending.capAbout")}>
        <InlineGrid columns={{ xs: 1, sm: 3 }} gap="400">
          <NumberField
            label={t("settings.sending.capMax")}
            suffix={t("settings.sending.offers")}
            value={value.max}
            onChange={(max) => set({ max })}
            error={problem(values.max === null, "settings.sending.maxWrong")}
          />
          <NumberField
            label={t("settings.sending.capDays")}
            suffix={t("settings.sending.days")}
            value={value.days}
            onChange={(days) => set({ days })}
            error={problem(values.days === null, "settings.sending.daysWrong")}
          />
          <NumberField
            label={t("settings.sending.gap")}
            suffix={t("settings.sending.minutes")}
            helpText={t("settings.sending.gapHelp")}
            value={value.gap}
            onChange={(gap) => set({ gap })}
            error={problem(values.gap === null, "settings.sending.gapWrong")}
          />
        </InlineGrid>
      </Section>
      <Section title={t("settings.sending.priority")} about={t("settings.sending.priorityAbout")}>
        <ChoiceList
          title={t("settings.sending.priority")}
          titleHidden
          selected={[value.sendFirst]}
          onChange={([first]) => set({ sendFirst: first === "oldest" ? "oldest" : "service" })}
          choices={[
            { value: "service", label: t("settings.sending.serviceFirst") },
            { value: "oldest", label: t("settings.sending.oldestFirst") },
          ]}
        />
      </Section>
    </SettingsPage>
  );
}

type Saved = z.infer<typeof sendingSettingsSchema>;

/** As the fields hold it: text, so that a half-typed number stays as it is. */
function fieldsOf({ quietHours, frequencyCap, recentlyMessagedMinutes, sendFirst }: Saved) {
  return {
    quiet: quietHours.enabled,
    from: writeTime(quietHours.from),
    to: writeTime(quietHours.to),
    appliesTo: quietHours.appliesTo,
    max: String(frequencyCap.max),
    days: String(frequencyCap.days),
    gap: String(recentlyMessagedMinutes),
    sendFirst,
  };
}

/** What the fields mean; `complete` when all of them mean something. */
function read(fields: ReturnType<typeof fieldsOf>) {
  const from = readTime(fields.from);
  const to = readTime(fields.to);
  const max = readNumber(fields.max, 1, 50);
  const days = readNumber(fields.days, 1, 60);
  const gap = readNumber(fields.gap, 0, 7 * 24 * 60);
  const missing = from === null || to === null || max === null || days === null || gap === null;
  const complete: Saved | null =
    missing || (fields.quiet && from === to)
      ? null
      : {
          quietHours: { enabled: fields.quiet, from, to, appliesTo: fields.appliesTo },
          frequencyCap: { max, days },
          recentlyMessagedMinutes: gap,
          sendFirst: fields.sendFirst,
        };
  return { from, to, max, days, gap, complete };
}
