import { BlockStack, Page } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ConflictBanner } from "../conflict-banner.tsx";
import { DrawnLater } from "../drawn-later.tsx";
import { SaveBar } from "../save-bar.tsx";
import type { Draft } from "../use-draft.ts";
import type { useSave } from "../use-save.ts";

type Props<T> = {
  /** Key of the section's words, and id of its save bar. */
  section: string;
  draft: Draft<T>;
  form: Pick<ReturnType<typeof useSave>, "saving" | "conflictOf">;
  onSave(): void;
  children: ReactNode;
};

/** One section of the settings: its form with the save bar, and what to do when somebody else saved it meanwhile. */
export function SettingsPage<T extends object>({ section, draft, form, onSave, children }: Props<T>) {
  const { t } = useTranslation();
  const { saving } = form;
  const conflict = form.conflictOf(draft);
  return (
    <>
      <DrawnLater>
        <Page
          title={t(`settings.${section}.title`)}
          subtitle={t(`settings.${section}.summary`)}
          backAction={{ content: t("nav.settings"), url: "/app/settings" }}
        >
          <BlockStack gap="400">
            {conflict === null ? null : (
              <ConflictBanner onTakeTheirs={() => draft.reset()} onKeepMine={() => draft.rebase(conflict)} />
            )}
            {children}
          </BlockStack>
        </Page>
      </DrawnLater>
      <SaveBar
        id={`settings-${section}`}
        dirty={draft.dirty}
        saving={saving}
        onSave={onSave}
        onDiscard={() => draft.reset()}
      />
    </>
  );
}
