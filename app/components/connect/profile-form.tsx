import { Banner, BlockStack, Card, FormLayout, Select, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { EditedProfile, ProfileProblem, ReadProfile } from "../../core/shops/business-profile.ts";
import { ConflictBanner } from "../conflict-banner.tsx";
import { SaveBar } from "../save-bar.tsx";
import { useDraft } from "../use-draft.ts";
import { useSave } from "../use-save.ts";
import { ProfilePreview } from "./profile-preview.tsx";

type Limits = { about: number; address: number; description: number; email: number; website: number };
type Props = {
  read: ReadProfile;
  name: string;
  phone: string;
  limits: Limits;
  verticals: readonly string[];
  check(profile: EditedProfile, standing: EditedProfile): ProfileProblem[];
};

/** What people see of the business in WhatsApp, edited beside a picture of it. */
export function ProfileForm({ read, name, phone, limits, verticals, check }: Props) {
  const { t } = useTranslation();
  const standing = editedOf(read.profile);
  const draft = useDraft(standing, read.version);
  const [touched, setTouched] = useState<Record<string, true>>({});
  const [asked, setAsked] = useState(false);
  const { save, saving, answer, problemOf, conflictOf } = useSave({
    onSaved: () => {
      draft.reset();
      setTouched({});
      setAsked(false);
    },
  });
  const profile = draft.value;
  const problems = check(profile, standing);
  const conflict = conflictOf(draft);

  function errorOf(field: string): string | undefined {
    const seen = problems.find((problem) => problem.field === field);
    if (seen && (asked || touched[field])) return t(`connect.profile.${seen.rule}`, seen.values ?? {});
    return asked && !saving ? problemOf(field) : undefined;
  }
  function send(version: number) {
    setAsked(true);
    if (problems.length === 0) save({ intent: "profile", profile, version });
  }
  const shared = (field: string) => ({
    error: errorOf(field),
    disabled: saving,
    onBlur: () => setTouched((before) => ({ ...before, [field]: true })),
  });
  const text = (field: "about" | "address" | "description" | "email") => ({
    ...shared(field),
    label: t(`connect.profile.${field}`),
    value: profile[field],
    onChange: (value: string) => draft.set({ [field]: value }),
    maxLength: limits[field],
    showCharacterCount: true,
  });
  const website = (index: 0 | 1) => ({
    ...shared(`websites.${index}`),
    label: t(index === 0 ? "connect.profile.website" : "connect.profile.website2"),
    value: profile.websites[index] ?? "",
    type: "url" as const,
    autoComplete: "off",
    maxLength: limits.website,
    onChange: (value: string) => {
      const websites = [profile.websites[0] ?? "", profile.websites[1] ?? ""];
      websites[index] = value;
      draft.set({ websites });
    },
  });

  return (
    <Card>
      <SaveBar
        id="profile"
        dirty={draft.dirty}
        saving={saving}
        onSave={() => send(draft.version)}
        onDiscard={() => {
          draft.reset();
          setTouched({});
          setAsked(false);
        }}
      />
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("connect.profile.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("connect.profile.what")}
          </Text>
        </BlockStack>
        {conflict === null ? null : (
          <ConflictBanner
            onTakeTheirs={draft.reset}
            onKeepMine={() => {
              draft.rebase(conflict);
              send(conflict);
            }}
          />
        )}
        {answer?.outcome === "refused" && !saving ? (
          <Banner tone="critical">{t(answer.key, answer.values ?? {})}</Banner>
        ) : null}
        <div className="profile-columns">
          <FormLayout>
            <TextField {...text("about")} autoComplete="off" />
            <TextField {...text("description")} autoComplete="off" multiline={3} />
            <TextField {...text("address")} autoComplete="street-address" />
            <TextField {...text("email")} type="email" autoComplete="email" />
            <TextField {...website(0)} placeholder="https://" />
            <TextField {...website(1)} placeholder="https://" />
            <Select
              label={t("connect.profile.vertical")}
              options={verticals.map((value) => ({ value, label: t(`connect.verticals.${value}`) }))}
              value={profile.vertical}
              disabled={saving}
              onChange={(vertical) => draft.set({ vertical })}
            />
          </FormLayout>
          <ProfilePreview profile={profile} name={name} phone={phone} pictureUrl={read.profile.pictureUrl} />
        </div>
      </BlockStack>
    </Card>
  );
}

function editedOf({ about, address, description, email, websites, vertical }: EditedProfile): EditedProfile {
  return {
    about,
    address,
    description,
    email,
    vertical: vertical || "UNDEFINED",
    websites: [websites[0] ?? "", websites[1] ?? ""],
  };
}
