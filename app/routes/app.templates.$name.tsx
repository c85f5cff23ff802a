import { BlockStack, Page } from "@shopify/polaris";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { ConflictBanner } from "../components/conflict-banner.tsx";
import { DrawnLater } from "../components/drawn-later.tsx";
import { nameOf, namedLanguages } from "../components/templates/named-languages.ts";
import { PageError } from "../components/page-error.tsx";
import { SaveBar } from "../components/save-bar.tsx";
import { BasicsCard } from "../components/templates/basics-card.tsx";
import { LanguageOverview } from "../components/templates/language-overview.tsx";
import { LanguageChoice } from "../components/templates/language-choice.tsx";
import { PageDialogs } from "../components/templates/page-dialogs.tsx";
import { RefusalBanner, refusalsOf } from "../components/templates/refusal-banner.tsx";
import { duplicateDialog, removeDialog } from "../components/templates/template-dialogs.tsx";
import { TemplateEditor } from "../components/templates/template-editor.tsx";
import { useFocusProblem } from "../components/templates/use-focus-problem.ts";
import { TemplateStatusBadge } from "../components/templates/template-status.tsx";
import { useLanguageDrafts, type LanguageDrafts } from "../components/templates/use-language-drafts.ts";
import { VersionBanner } from "../components/templates/version-banner.tsx";
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

const nameSchema = z.string().regex(/^[a-z0-9_]{1,512}$/);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop, pages } = await requireShop(request, context);
  const name = nameSchema.safeParse(params.name);
  const template = name.success ? await pages.templates.read(shop.id, name.data) : null;
  if (!template) throw new Response("There is no such template.", { status: 404 });
  const codes = template.languages.map((one) => one.language);
  return {
    template,
    // Named on the server: browsers call some languages otherwise, and the page would change under the reader.
    languages: namedLanguages(listMetaLanguages(), localeOfRequest(request)),
    first: languageCandidates(shop.locale).find((code) => codes.includes(code)) ?? codes.find((code) => code === "en"),
    ...pages.templates.editorWords(codes),
    shopId: shop.id,
    timeZone: shop.timeZone,
  };
}

const version = z.number().int().min(0);
const drafts = z.array(templateDraftSchema).max(100);
const language = z.string().max(12);
const bodySchema = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("save"), version, drafts }),
  z.object({ intent: z.literal("submit"), version, drafts, languages: z.array(language).min(1).max(100) }),
  z.object({ intent: z.literal("remove"), language: language.nullable() }),
  z.object({ intent: z.literal("duplicate"), name: z.string().max(600) }),
  z.object({ intent: z.literal("accept_category"), language }),
]);

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop, pages } = await requireShop(request, context);
  const name = nameSchema.safeParse(params.name);
  const known = name.success && (await pages.templates.read(shop.id, name.data)) !== null;
  if (!known) throw new Response("There is no such template.", { status: 404 });
  const body = await readBody(request, bodySchema);
  switch (body.intent) {
    case "save":
      return pages.templates.saveForm(shop.id, name.data, body);
    case "submit":
      return pages.templates.submitForm(shop.id, name.data, body);
    case "accept_category":
      await pages.templates.acceptCategory(shop.id, name.data, body.language);
      return { outcome: "saved" } satisfies SaveAnswer;
    case "duplicate": {
      const copied = await pages.templates.duplicate(shop.id, name.data, body.name);
      return copied.outcome === "saved" ? redirect(`/app/templates/${body.name}`) : copied;
    }
    case "remove": {
      const removed = await pages.templates.removeForm(shop.id, name.data, body.language);
      if (removed.outcome !== "removed") return removed;
      return redirect(removed.isLast ? "/app/templates" : `/app/templates/${name.data}`);
    }
  }
}

/** A copy that was just made is another page: no dialog, draft or mistake of the original stays with it. */
export default function TemplatePage() {
  return <Template key={useLoaderData<typeof loader>().template.name} />;
}

function Template() {
  const { template, languages, first, variables, examples, shopId, timeZone } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const [tried, setTried] = useState<ReadonlySet<string>>(new Set());
  const saved = useMemo(
    (): LanguageDrafts => Object.fromEntries(template.languages.map((one) => [one.language, one.draft])),
    [template.languages],
  );
  const form = useLanguageDrafts(saved, template.version);
  // What was typed on while it was being saved stands on top of what is saved now.
  const onSaved = (answer: SaveAnswer) => {
    if (answer.outcome === "saved" && answer.version !== undefined) form.rebase(answer.version);
  };
  const save = useSave({ onSaved });
  const submit = useSave({ told: "templateEditor.submitted", onSaved });
  const accept = useSave({ told: "templateEditor.accepted" });

  const all = form.value;
  // The shop's own language comes first.
  const codes = Object.keys(all).toSorted((one, other) => Number(other === first) - Number(one === first));
  const wanted = params.get("language") ?? "";
  const current = all[wanted] ? wanted : (codes[0] ?? "en");
  const draft = all[current];
  const standing = template.languages.find((one) => one.language === current);
  const previewOf = (one: TemplateDraft) => previewOfDraft(one, shopId);
  const focus = useFocusProblem(current);
  if (!draft) return null;

  const choose = (code: string) => setParams({ language: code }, { replace: true, preventScrollReset: true });
  const changed = form.changed.map(({ language }) => language);
  const open = template.languages.filter((one) => one.unsubmitted).map((one) => one.language);
  const toSubmit = [...new Set([...open, ...changed])];
  const inUse = template.uses.some(({ enabled }) => enabled);
  const isBroken = (code: string) => {
    const one = all[code];
    return one !== undefined && validateTemplate(one).some(({ severity }) => severity === "error");
  };
  const submittable = standing === undefined || ["draft", "rejected", "paused", "approved"].includes(standing.status);
  const nothingNew = !toSubmit.includes(current);

  function submitThese(these: string[]) {
    setTried(new Set([...tried, ...these]));
    const broken = [current, ...these].find((code) => these.includes(code) && isBroken(code));
    if (broken) {
      focus.lead(broken);
      if (broken !== current) choose(broken);
      return;
    }
    submit.save({ intent: "submit", version: form.version, drafts: form.changed, languages: these });
  }

  const conflict = save.conflictOf(form) ?? submit.conflictOf(form);
  const refusals = refusalsOf([save, submit]);
  return (
    <>
      <DrawnLater>
        <Page
          title={template.name}
          titleMetadata={<TemplateStatusBadge status={standing?.status ?? "draft"} />}
          backAction={{ content: t("nav.templates"), url: "/app/templates" }}
          fullWidth
          primaryAction={{
            content: t("templateEditor.submit"),
            onAction: () => submitThese([current]),
            loading: submit.saving,
            disabled: submit.saving || !submittable || nothingNew,
          }}
          secondaryActions={[
            ...(toSubmit.length > 1
              ? [
                  {
                    content: t("templateEditor.submitAll"),
                    onAction: () => submitThese(toSubmit),
                    disabled: submit.saving,
                  },
                ]
              : []),
            {
              content: t("templateDuplicate.duplicate"),
              onAction: () => void window.shopify?.modal.show(duplicateDialog),
              disabled: form.dirty,
            },
            {
              content: t("templateRemove.remove"),
              destructive: true,
              onAction: () => void window.shopify?.modal.show(removeDialog),
              disabled: form.dirty,
            },
          ]}
        >
          <BlockStack gap="400">
            <div ref={focus.root}>
              <TemplateEditor
                key={current}
                draft={draft}
                onChange={(change) => form.set((now) => ({ [current]: tidyDraft(change(now[current] ?? draft)) }))}
                check={validateTemplate}
                previewOf={previewOf}
                showAll={tried.has(current)}
                variables={variables}
                examples={examples[current] ?? examples[codes[0] ?? ""] ?? {}}
                limits={limits}
                linkBase={storefrontLinkBase}
              >
                {conflict !== null ? (
                  <ConflictBanner onTakeTheirs={form.reset} onKeepMine={() => form.rebase(conflict)} />
                ) : refusals.length > 0 ? (
                  <RefusalBanner refusals={refusals} />
                ) : standing && !(tried.has(current) && isBroken(current)) ? (
                  <VersionBanner
                    version={standing}
                    timeZone={timeZone}
                    inUse={inUse}
                    accepting={accept.saving}
                    onAcceptCategory={() => accept.save({ intent: "accept_category", language: current })}
                  />
                ) : null}
                <LanguageChoice
                  languages={codes.map((code) => ({ code, name: nameOf(languages, code) }))}
                  selected={current}
                  onSelect={choose}
                  fallback={template.fallback && nameOf(languages, template.fallback)}
                  addable={languages.filter(({ code }) => !all[code])}
                  onAdd={(code, copyOf) => {
                    form.set({ [code]: tidyDraft({ ...(all[copyOf] ?? draft), language: code }) });
                    choose(code);
                  }}
                />
                <BasicsCard
                  category={draft.category}
                  fixed={template.languages.some(({ status }) => ["approved", "pending", "paused"].includes(status))}
                  onChange={(category) =>
                    form.set(
                      Object.fromEntries(codes.map((code) => [code, tidyDraft({ ...(all[code] ?? draft), category })])),
                    )
                  }
                />
              </TemplateEditor>
            </div>
            {codes.length > 1 ? (
              <LanguageOverview
                languages={codes.flatMap((code) => {
                  const one = all[code];
                  const status = template.languages.find((row) => row.language === code)?.status ?? "draft";
                  return one ? [{ code, name: nameOf(languages, code), status, draft: one }] : [];
                })}
                previewOf={previewOf}
                onChoose={choose}
              />
            ) : null}
          </BlockStack>
          <PageDialogs template={template} languages={languages} />
        </Page>
      </DrawnLater>
      <SaveBar
        id="template"
        dirty={form.dirty}
        saving={save.saving}
        onSave={() => save.save({ intent: "save", version: form.version, drafts: form.changed })}
        onDiscard={form.reset}
      />
    </>
  );
}

export function ErrorBoundary() {
  return <PageError />;
}
