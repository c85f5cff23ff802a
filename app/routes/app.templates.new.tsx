import { Banner, Page, Select } from "@shopify/polaris";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { DrawnLater } from "../components/drawn-later.tsx";
import { QuickTextField } from "../components/quick-text-field.tsx";
import { z } from "zod";
import { namedLanguages } from "../components/templates/named-languages.ts";
import { PageError } from "../components/page-error.tsx";
import { SaveBar } from "../components/save-bar.tsx";
import { BasicsCard } from "../components/templates/basics-card.tsx";
import { TemplateEditor } from "../components/templates/template-editor.tsx";
import { useFocusProblem } from "../components/templates/use-focus-problem.ts";
import { plainName } from "../components/templates/template-dialogs.tsx";
import { useDraft } from "../components/use-draft.ts";
import { useSave, type SaveAnswer } from "../components/use-save.ts";
import { languageCandidates, listMetaLanguages } from "../core/templates/languages.ts";
import { limits } from "../core/templates/limits.ts";
import { storefrontLinkBase, templateDraftSchema, type TemplateDraft } from "../core/templates/model.ts";
import { previewOfDraft } from "../core/templates/preview.ts";
import { tidyDraft } from "../core/templates/tidy-draft.ts";
import { validateTemplate } from "../core/templates/validate-template.ts";
import { localeOfRequest } from "../i18n/locales.ts";
import { readBody } from "../read-body.server.ts";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, pages } = await requireShop(request, context);
  if (!(await pages.templates.hasAccount(shop.id))) throw redirect("/app/templates");
  const codes = listMetaLanguages();
  const language = languageCandidates(shop.locale).find((code) => codes.includes(code)) ?? "en";
  // Named on the server: browsers call some languages otherwise, and the page would change under the reader.
  const languages = namedLanguages(codes, localeOfRequest(request));
  return { ...pages.templates.editorWords([language]), shopId: shop.id, languages, language };
}

export async function action({ request, context }: ActionFunctionArgs): Promise<SaveAnswer | Response> {
  const { shop, pages } = await requireShop(request, context);
  const { draft } = await readBody(request, z.object({ draft: templateDraftSchema }));
  const saved = await pages.templates.save(shop.id, { name: draft.name, version: null, drafts: [draft] });
  switch (saved.outcome) {
    case "saved":
      return redirect(`/app/templates/${draft.name}`);
    case "name_taken":
      return { outcome: "invalid", problems: [{ field: "name", key: "templateEditor.nameTaken" }] };
    case "name_invalid":
      return { outcome: "invalid", problems: [{ field: "name", key: "templateEditor.nameMissing" }] };
    case "conflict":
    case "no_account":
      return { outcome: "refused", key: "templateList.notConnectedHelp" };
  }
}

export default function NewTemplate() {
  const { shopId, languages, language, variables, examples } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const blank = useMemo(() => blankDraft(language), [language]);
  const form = useDraft<TemplateDraft>(blank, 0);
  const { saving, save, problemOf, answer } = useSave();
  const [named, setNamed] = useState(false);
  const [tried, setTried] = useState("");
  const previewOf = (one: TemplateDraft) => previewOfDraft(one, shopId);
  const focus = useFocusProblem("new");
  const draft = form.value;
  const nameless = named && draft.name === "" ? t("templateEditor.nameMissing") : undefined;
  // What was said about one name is not said about another.
  const refused = draft.name === tried ? problemOf("name") : undefined;
  return (
    <>
      <DrawnLater>
        <Page
          title={t("templateList.create")}
          backAction={{ content: t("nav.templates"), url: "/app/templates" }}
          fullWidth
        >
          <TemplateEditor
            draft={draft}
            onChange={(change) => form.set((now) => tidyDraft(change(now)))}
            check={validateTemplate}
            previewOf={previewOf}
            showAll={false}
            variables={variables}
            examples={examples[draft.language] ?? examples[language] ?? {}}
            limits={limits}
            linkBase={storefrontLinkBase}
          >
            {answer?.outcome === "refused" ? <Banner tone="critical">{t(answer.key)}</Banner> : null}
            <BasicsCard
              category={draft.category}
              fixed={false}
              onChange={(category) => form.set(tidyDraft({ ...draft, category }))}
            >
              <div ref={focus.root}>
                {" "}
                <QuickTextField
                  label={t("templateEditor.name")}
                  value={draft.name}
                  tidy={plainName}
                  onChange={(name) => form.set({ name })}
                  onBlur={() => setNamed(true)}
                  error={refused ?? nameless}
                  helpText={t("templateEditor.nameHelp")}
                  autoComplete="off"
                />
              </div>{" "}
              <Select
                label={t("templateList.language")}
                options={languages.map(({ code, name }) => ({ value: code, label: name }))}
                value={draft.language}
                onChange={(value) => form.set({ language: value })}
              />
            </BasicsCard>
          </TemplateEditor>
        </Page>
      </DrawnLater>
      <SaveBar
        id="new-template"
        dirty={form.dirty}
        saving={saving}
        onSave={() => {
          setNamed(true);
          setTried(draft.name);
          focus.lead("new");
          if (draft.name !== "") save({ draft });
        }}
        onDiscard={form.reset}
      />
    </>
  );
}

function blankDraft(language: string): TemplateDraft {
  return tidyDraft({ name: "", language, category: "utility", body: "", buttons: [], samples: {} });
}

export function ErrorBoundary() {
  return <PageError />;
}
