import { useFetcher } from "@remix-run/react";
import { useCallback, useMemo, useRef, useState } from "react";
import type { EditedAutomation } from "../../pages/automations.ts";
import type { TemplatePreview } from "../../pages/template-previews.ts";
import type { Previews } from "./previews-context.ts";

type Answer = { template: string; preview: TemplatePreview | null };

/** Messages of the saved path come with the page; those of templates chosen since are asked for, each once. */
export function usePreviewsOf({ templates, previews }: Pick<EditedAutomation, "templates" | "previews">): Previews {
  const { load, data } = useFetcher<Answer>();
  const [fetched, setFetched] = useState<Record<string, TemplatePreview | null>>({});
  const asked = useRef(new Set<string>());
  if (data && !(data.template in fetched)) setFetched({ ...fetched, [data.template]: data.preview });
  const ask = useCallback(
    (template: string) => {
      if (asked.current.has(template)) return;
      asked.current.add(template);
      load(`/app/automations/message?${new URLSearchParams({ template }).toString()}`);
    },
    [load],
  );
  return useMemo(() => ({ templates, known: { ...fetched, ...previews }, ask }), [templates, fetched, previews, ask]);
}
