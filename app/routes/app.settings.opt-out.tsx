import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { OptOutForm } from "../components/settings/opt-out-form.tsx";
import type { FieldProblem, SaveAnswer } from "../components/use-save.ts";
import { checkOwnWords, wordsOf } from "../core/consent/check-own-words.ts";
import { optOutWords } from "../core/consent/opt-out-words.ts";
import { readSettings, sectionVersion } from "../core/shared/settings.ts";
import { longestAnswer, type OptOutSettings } from "../core/shared/settings/opt-out.ts";
import { libraryLanguages } from "../core/templates/languages.ts";
import { libraryTexts } from "../core/templates/library/texts.ts";
import { libraryLanguageOf } from "../core/templates/offered-locales.ts";
import { readBody } from "../read-body.server.ts";
import { requireShop } from "../require-shop.server.ts";

const answerKeys = ["optOutConfirmed", "optInConfirmed"] as const;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const settings = readSettings(shop.settings);
  const { stopWords, startWords, answers } = settings.optOut;
  const asked = new URL(request.url).searchParams.get("language") ?? shop.locale.split("-")[0] ?? "en";
  const language = asked in optOutWords ? asked : "en";
  return {
    saved: { stop: stopWords.join("\n"), start: startWords.join("\n"), answers },
    version: sectionVersion(settings, "optOut"),
    builtIn: { languages: Object.keys(optOutWords), language, words: optOutWords[language] ?? null },
    longestAnswer,
    answersIn: libraryLanguageOf(shop.locale) ?? "en",
    builtInAnswers: libraryLanguages.map((code) => {
      const { optOutConfirmed, optInConfirmed } = libraryTexts[code].replies;
      return { language: code, optOutConfirmed, optInConfirmed };
    }),
  };
}

const answersSchema = z.object({ optOutConfirmed: z.string().optional(), optInConfirmed: z.string().optional() });
const bodySchema = z.object({
  stop: z.string().max(10_000),
  start: z.string().max(10_000),
  answers: z.partialRecord(z.enum(libraryLanguages), answersSchema),
  version: z.number().int().min(0),
});

export async function action({ request, context }: ActionFunctionArgs): Promise<SaveAnswer> {
  const { shop, pages } = await requireShop(request, context);
  const { stop, start, answers, version } = await readBody(request, bodySchema);
  const words = { stopWords: wordsOf(stop), startWords: wordsOf(start) };
  const problems: FieldProblem[] = [
    ...checkOwnWords(words).map(({ field, rule, word = "", max = 0 }) => ({
      field,
      key: `settings.optOut.${rule}`,
      values: { word, max },
    })),
    ...tooLongAnswers(answers),
    ...unknownInAnswers(answers),
  ];
  if (problems.length > 0) return { outcome: "invalid", problems };
  return pages.settings.save(shop.id, "optOut", { optOut: { ...words, answers: ownAnswers(answers) } }, version);
}

type Answers = z.infer<typeof bodySchema>["answers"];

function tooLongAnswers(answers: Answers): FieldProblem[] {
  return Object.entries(answers).flatMap(([language, texts]) =>
    answerKeys
      .filter((key) => (texts[key] ?? "").trim().length > longestAnswer)
      .map((key) => ({
        field: `${language}.${key}`,
        key: "settings.optOut.answerTooLong",
        values: { max: longestAnswer },
      })),
  );
}

/** What stands in braces and is not filled in would leave a gap in the answer. */
function unknownInAnswers(answers: Answers): FieldProblem[] {
  return Object.entries(answers).flatMap(([language, texts]) =>
    answerKeys.flatMap((key) => {
      const word = (texts[key] ?? "").match(/\{+[^{}]*\}+/g)?.find((one) => one !== "{shopName}");
      return word ? [{ field: `${language}.${key}`, key: "settings.optOut.answerUnknown", values: { word } }] : [];
    }),
  );
}

/** An emptied field is the built-in wording again. */
function ownAnswers(answers: Answers): OptOutSettings["answers"] {
  const own = Object.entries(answers).map(([language, texts]) => {
    const kept = answerKeys.flatMap((key) => (texts[key]?.trim() ? [[key, texts[key].trim()] as const] : []));
    return [language, Object.fromEntries(kept)] as const;
  });
  return Object.fromEntries(own.filter(([, texts]) => Object.keys(texts).length > 0));
}

export default function OptOutPage() {
  return <OptOutForm {...useLoaderData<typeof loader>()} />;
}
