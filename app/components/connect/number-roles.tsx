import { BlockStack, Card, FormLayout, Select, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { NumberRoles } from "../../core/shops/assign-numbers.ts";
import { ConflictBanner } from "../conflict-banner.tsx";
import { SaveBar } from "../save-bar.tsx";
import { useDraft } from "../use-draft.ts";
import { useSave } from "../use-save.ts";

type Props = {
  roles: NumberRoles;
  version: number;
  numbers: readonly { id: string; displayPhone: string; verifiedName: string }[];
};

/** Which of several numbers writes what. */
export function NumberRolesForm({ roles, version, numbers }: Props) {
  const { t } = useTranslation();
  const draft = useDraft(roles, version);
  const { save, saving, answer, conflictOf } = useSave({ onSaved: draft.reset });
  const conflict = conflictOf(draft);
  const own = numbers.map(({ id, displayPhone, verifiedName }) => ({
    value: id,
    label: `${displayPhone} (${verifiedName})`,
  }));
  const withDefault = [{ value: "", label: t("connect.roles.sameAsDefault") }, ...own];
  const send = (onto: number) => save({ intent: "assign", roles: draft.value, version: onto });
  return (
    <Card>
      <SaveBar
        id="number-roles"
        dirty={draft.dirty}
        saving={saving}
        onSave={() => send(draft.version)}
        onDiscard={draft.reset}
      />
      <BlockStack gap="400">
        {conflict === null ? null : (
          <ConflictBanner
            onTakeTheirs={draft.reset}
            onKeepMine={() => {
              draft.rebase(conflict);
              send(conflict);
            }}
          />
        )}
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("connect.roles.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("connect.roles.what")}
          </Text>
        </BlockStack>
        <FormLayout>
          <Select
            label={t("connect.roles.defaultLabel")}
            options={own}
            value={draft.value.defaultId}
            onChange={(defaultId) => draft.set({ defaultId })}
            error={answer?.outcome === "refused" ? t(answer.key) : undefined}
          />
          <FormLayout.Group>
            <Select
              label={t("connect.roles.utilityLabel")}
              options={withDefault}
              value={draft.value.utilityId ?? ""}
              onChange={(id) => draft.set({ utilityId: id || null })}
            />
            <Select
              label={t("connect.roles.marketingLabel")}
              options={withDefault}
              value={draft.value.marketingId ?? ""}
              onChange={(id) => draft.set({ marketingId: id || null })}
            />
          </FormLayout.Group>
        </FormLayout>
      </BlockStack>
    </Card>
  );
}
