import { SaveBar as AdminSaveBar } from "@shopify/app-bridge-react";
import { useBeforeUnload, useBlocker } from "@remix-run/react";
import { useCallback, useEffect } from "react";
import { useTranslation } from "react-i18next";

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
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => dirty && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    const confirmation = window.shopify?.saveBar.leaveConfirmation() ?? Promise.resolve();
    confirmation.then(
      () => blocker.proceed(),
      () => blocker.reset(),
    );
  }, [blocker]);
  // Reloading and closing the tab go past the router and the admin.
  useBeforeUnload(
    useCallback(
      (event) => {
        if (dirty) event.preventDefault();
      },
      [dirty],
    ),
  );
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
