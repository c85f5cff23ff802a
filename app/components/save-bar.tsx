import { SaveBar as AdminSaveBar } from "@shopify/app-bridge-react";
import { useEffect, useId } from "react";
import { useTranslation } from "react-i18next";
import { markUnsaved } from "./unsaved.ts";

type Props = {
  /** Unique on the page. */
  id: string;
  dirty: boolean;
  saving: boolean;
  onSave(): void;
  onDiscard(): void;
};

/** The admin's contextual save bar for one form; leaving the page with something unsaved is stopped until it is answered. */
export function SaveBar({ id, dirty, saving, onSave, onDiscard }: Props) {
  const { t } = useTranslation();
  const form = useId();
  useEffect(() => (dirty ? markUnsaved(form) : undefined), [dirty, form]);
  return (
    <AdminSaveBar id={id} open={dirty}>
      <button variant="primary" onClick={onSave} loading={saving ? "" : undefined} disabled={saving}>
        {t("forms.save")}
      </button>
      <button onClick={onDiscard} disabled={saving}>
        {t("forms.discard")}
      </button>
    </AdminSaveBar>
  );
}
