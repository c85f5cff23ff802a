import type { FieldProblem, SaveAnswer } from "../components/use-save.ts";
import type { RemoveAnswer } from "../components/templates/template-dialogs.tsx";
import type { DeleteTemplateResult } from "../core/templates/delete-template.ts";
import type { Problem } from "../core/templates/problem.ts";
import type { SaveTemplateResult } from "../core/templates/save-template.ts";
import type { SubmitTemplateResult } from "../core/templates/submit-template.ts";

type Told = Pick<FieldProblem, "key" | "values">;

export function answerToSave(result: SaveTemplateResult): SaveAnswer {
  switch (result.outcome) {
    case "saved":
    case "conflict":
      return result;
    case "name_taken":
      return { outcome: "invalid", problems: [{ field: "name", key: "templateEditor.nameTaken" }] };
    case "name_invalid":
      return { outcome: "invalid", problems: [{ field: "name", key: "templateEditor.nameMissing" }] };
    case "no_account":
      return { outcome: "refused", key: "templateList.notConnectedHelp" };
  }
}

/** What stood in the way of a submission, in words; none when it went well. */
export function problemsOfSubmission(language: string, result: SubmitTemplateResult): FieldProblem[] {
  return toldOf(result).map((told) => ({ field: language, ...told }));
}

function toldOf(result: SubmitTemplateResult): Told[] {
  switch (result.outcome) {
    case "submitted":
    case "mapped":
      return [];
    case "invalid":
      return result.problems.map(sentenceOf);
    case "edit_limit":
      return [{ key: "templateBanner.editLimit" }];
    case "refused":
      return [refusalKey(result.refusal)];
    case "not_editable":
      return [{ key: "templateSubmit.notEditable" }];
    case "not_found":
      return [{ key: "templateSubmit.notFound" }];
    case "unknown":
      return [{ key: "templateSubmit.unknown" }];
  }
}

function sentenceOf({ rule, values }: Problem): Told {
  return { key: `templateProblems.${rule}`, values };
}

function refusalKey({ action, title, details }: { action: string; title: string; details?: string }): Told {
  if (action === "reconnect") return { key: "templateSubmit.reconnect" };
  if (action === "retry") return { key: "templateSubmit.busy" };
  return { key: "templateReasons.said", values: { words: details ?? title } };
}

export function answerToRemove(result: Exclude<DeleteTemplateResult, { outcome: "deleted" }>): RemoveAnswer {
  switch (result.outcome) {
    case "in_use":
      return result;
    case "refused":
      return { outcome: "refused", ...refusalKey(result.refusal) };
    case "not_found":
      return { outcome: "refused", key: "templateSubmit.notFound" };
    case "unknown":
      return { outcome: "refused", key: "templateSubmit.unknown" };
  }
}
