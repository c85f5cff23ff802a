import { useFetcher } from "@remix-run/react";
import type { TemplateUse } from "../../core/templates/template-uses.ts";
import { useSave } from "../use-save.ts";
import { nameOf } from "./named-languages.ts";
import { DuplicateDialog, RemoveDialog, type RemoveAnswer } from "./template-dialogs.tsx";

type Props = {
  template: { name: string; languages: readonly { language: string; atMeta: boolean }[]; uses: TemplateUse[] };
  languages: Parameters<typeof nameOf>[0];
};

/** Copying and deleting the template of a page; both are sent to the page's own route. */
export function PageDialogs({ template, languages }: Props) {
  const remove = useFetcher<RemoveAnswer>();
  const duplicate = useSave();
  return (
    <>
      <RemoveDialog
        name={template.name}
        languages={template.languages.map(({ language }) => ({ code: language, name: nameOf(languages, language) }))}
        uses={template.uses}
        atMeta={template.languages.some((one) => one.atMeta)}
        busy={remove.state !== "idle"}
        answer={remove.data}
        onRemove={(language) =>
          remove.submit({ intent: "remove", language }, { method: "post", encType: "application/json" })
        }
      />
      <DuplicateDialog
        name={template.name}
        busy={duplicate.saving}
        error={duplicate.problemOf("name")}
        onDuplicate={(name) => duplicate.save({ intent: "duplicate", name })}
      />
    </>
  );
}
