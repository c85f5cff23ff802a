import { useRef } from "react";
import type { Draft } from "../use-draft.ts";
import { useSave } from "../use-save.ts";

/**
 * Saves a draft that the server may write down otherwise than it was typed ("07" is 7, an empty line is nothing): once it is
 * saved, the draft is what was saved; what was typed on meanwhile stands on top of it.
 */
export function useSettingsForm<T extends object>(draft: Draft<T>) {
  const sent = useRef<T | null>(null);
  const form = useSave({
    onSaved: (answer) => {
      if (sent.current === draft.value) draft.reset();
      else if (answer.outcome === "saved" && answer.version !== undefined) draft.rebase(answer.version);
    },
  });
  return {
    ...form,
    save(body: object) {
      sent.current = draft.value;
      form.save(body);
    },
  };
}
