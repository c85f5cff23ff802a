import type { Step } from "../../core/automations/definition.ts";
import { usePreviews } from "./previews-context.ts";
import { placesOf } from "./step-tree.ts";

/** A button's own words for what it tells the app when it is pressed; what no button of the path tells stays as it is. */
export function useReplyLabels(steps: readonly Step[]): (text: string) => string {
  const { known } = usePreviews();
  const labels = new Map(
    placesOf(steps).flatMap(({ step }) => {
      if (step.kind !== "send_template") return [];
      const buttons = known[step.template]?.languages[0]?.message.buttons ?? [];
      const replies = buttons.filter(({ kind }) => kind === "quick_reply");
      return replies.map(({ text }, index) => [step.quickReplyPayloads[index] ?? text, text] as const);
    }),
  );
  return (text) => labels.get(text) ?? text;
}
