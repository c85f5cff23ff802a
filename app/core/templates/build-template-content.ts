import type { MediaParameter, TemplateContent } from "../outbox/message-content.ts";
import { checkParameters } from "./check-parameters.ts";
import { templateVariablesSchema, type MediaValue, type TemplateVariables } from "./model.ts";
import { parseComponents, type ParsedComponents } from "./parse-components.ts";
import { problem, type Problem, type TemplatePart } from "./problem.ts";
import { receiptFileName } from "./receipt/receipt.ts";
import { isCountedLink, isOwnHost, storefrontPath } from "./storefront-path.ts";
import { variableCatalogue } from "./variable-catalogue.ts";
import type { VariableFacts } from "./variable-facts.ts";
import type { VariableKey } from "./variable-keys.ts";

/** What is read of a Template row. */
export type FillableTemplate = {
  name: string;
  language: string;
  components: unknown;
  variables: unknown;
  /** Whose files the header and the cards show. */
  shopId?: string;
};

export type ContentOptions = {
  /** What quick replies send back when pressed, by button index. Without one, WhatsApp sends back the label. */
  buttonPayloads?: Readonly<Record<number, string>>;
};

export type BuiltContent = { outcome: "ok"; content: TemplateContent } | { outcome: "mismatch"; problems: Problem[] };

/**
 * Fills a template with facts and checks the result against the components Meta approved. Never throws on what a shop or a
 * customer wrote: a value that is missing, a link that leads elsewhere or a template that changed is a mismatch with its
 * reasons. Whether the template may be sent at all (status, category) is chooseTemplate's question.
 */
export function buildTemplateContent(
  template: FillableTemplate,
  facts: VariableFacts,
  options: ContentOptions = {},
): BuiltContent {
  const result = parseComponents(template.components);
  if (result.outcome === "unusable") return { outcome: "mismatch", problems: result.problems };
  const mapping = templateVariablesSchema.safeParse(template.variables);
  if (!mapping.success || mapping.data.unmapped) {
    return { outcome: "mismatch", problems: [problem("variables_unmapped", { part: "template" })] };
  }
  const problems: Problem[] = [];
  const fill = { facts, language: template.language, problems };
  const content: TemplateContent = {
    kind: "template",
    name: template.name,
    language: template.language,
    header: fillTexts("header", mapping.data.header, fill),
    body: fillTexts("body", mapping.data.body, fill),
    ...fillExtras(template.shopId, mapping.data, result.parsed, fill),
    ...fillDocument(mapping.data, fill),
    buttons: [
      ...fillLinks(mapping.data.buttons, result.parsed.buttons, fill),
      ...fillCodes(mapping.data.codes ?? [], fill),
      ...Object.entries(options.buttonPayloads ?? {}).map(([index, value]) => ({
        index: Number(index),
        type: "quick_reply" as const,
        value,
      })),
    ].sort((a, b) => a.index - b.index),
  };
  // A missing value is one problem; that the counts then differ as well would only hide it.
  if (problems.length === 0) problems.push(...checkParameters(result.parsed, content));
  return problems.length > 0 ? { outcome: "mismatch", problems } : { outcome: "ok", content };
}

type Fill = { facts: VariableFacts; language: string; problems: Problem[] };

function fillTexts(part: TemplatePart, keys: readonly VariableKey[], fill: Fill): TemplateContent["body"] {
  return keys.flatMap((key, index) => {
    const variable = variableCatalogue[key];
    if (variable.kind !== "text") {
      fill.problems.push(problem("link_variable_in_text", { part, index }, { variable: key }));
      return [];
    }
    const text = variable.resolve(fill.facts, fill.language);
    if (text === null) fill.problems.push(problem("value_missing", { part, index }, { variable: key }));
    return text === null ? [] : [{ type: "text" as const, text }];
  });
}

/** Files, the end of an offer, and cards; nothing for a template that has none. */
function fillExtras(
  shopId: string | undefined,
  { headerMedia, offerHours, cards }: TemplateVariables,
  approved: ParsedComponents,
  fill: Fill,
): Partial<TemplateContent> {
  return {
    ...(headerMedia || cards ? { mediaShopId: shopId } : {}),
    ...(headerMedia ? { headerMedia: mediaParameter(headerMedia) } : {}),
    ...(offerHours === undefined ? {} : { offerHours }),
    ...(cards
      ? {
          cards: cards.map((card, index) => ({
            media: mediaParameter(card.media),
            body: fillTexts("body", card.body, fill),
            buttons: fillLinks(card.buttons, approved.cards?.[index]?.buttons ?? [], fill),
          })),
        }
      : {}),
  };
}

/** Which order the document is to be made of, when the message goes. */
function fillDocument({ headerDocument: kind }: TemplateVariables, fill: Fill): Partial<TemplateContent> {
  if (!kind) return {};
  const { order } = fill.facts;
  if (!order) {
    fill.problems.push(problem("value_missing", { part: "header" }, { variable: "order.name" }));
    return {};
  }
  return { headerDocument: { kind, orderId: order.id ?? null, fileName: receiptFileName(order.name) } };
}

function mediaParameter({ format, mediaId, fileName }: MediaValue): MediaParameter {
  return { type: format, mediaId, ...(fileName ? { fileName } : {}) };
}

function fillCodes(codes: NonNullable<TemplateVariables["codes"]>, fill: Fill): TemplateContent["buttons"] {
  return codes.flatMap(({ index, code, variable: key }) => {
    const variable = key && variableCatalogue[key];
    if (!variable) return [{ index, type: "copy_code" as const, value: code }];
    const own = variable.kind === "text" ? variable.resolve(fill.facts, fill.language) : null;
    if (own === null) fill.problems.push(problem("value_missing", { part: "button", index }, { variable: key }));
    return own === null ? [] : [{ index, type: "copy_code" as const, value: own }];
  });
}

function fillLinks(
  links: TemplateVariables["buttons"],
  approved: ParsedComponents["buttons"],
  fill: Fill,
): TemplateContent["buttons"] {
  return links.flatMap(({ index, variable: key }) => {
    const where = { part: "button", index } as const;
    const variable = variableCatalogue[key];
    if (variable.kind !== "link") {
      fill.problems.push(problem("text_variable_in_link", where, { variable: key }));
      return [];
    }
    const base = approved[index]?.linkBase;
    const host = base === undefined ? undefined : URL.parse(base)?.host;
    if (host !== undefined && !isOwnHost(host, fill.facts.shop)) {
      fill.problems.push(problem("button_host_changed", where, { host }));
      return [];
    }
    const link = storefrontPath(variable.link(fill.facts), fill.facts.shop);
    switch (link.outcome) {
      case "ok":
        return [{ index, type: "url" as const, value: link.path, ...(isCountedLink(base) ? { counted: true } : {}) }];
      case "missing":
        fill.problems.push(problem("value_missing", where, { variable: key }));
        return [];
      case "other_host":
        fill.problems.push(problem("link_on_other_host", where, { variable: key, host: link.host }));
        return [];
    }
  });
}
