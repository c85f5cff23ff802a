import type { TemplateDraft } from "../../core/templates/model.ts";

/** Variables of a draft's texts and links, each once, in the order of the message. */
export function usedVariables(draft: TemplateDraft): string[] {
  const cards = draft.cards ?? [];
  const texts = [draft.header ?? "", draft.body, ...cards.map(({ body }) => body ?? "")].join(" ");
  const inText = [...texts.matchAll(/\{\{\s*([a-z_.]+)\s*\}\}/g)].map((match) => match[1] ?? "");
  const inLinks = [draft.buttons, ...cards.map(({ buttons }) => buttons)]
    .flat()
    .flatMap((button) => (button.type === "url" && button.variable ? [button.variable] : []));
  return [...new Set([...inText, ...inLinks])];
}
