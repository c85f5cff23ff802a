/** Rules of Meta's, and of ours on top, by the key of their sentence (app/i18n/locales: templateProblems.<rule>). */
export const templateRules = [
  // Writing a template.
  "name_format",
  "language_unsupported",
  "body_missing",
  "text_too_long",
  "variable_unknown",
  "variable_numbered",
  "variable_malformed",
  "header_too_many_variables",
  "footer_variable",
  "variable_first",
  "variable_last",
  "variables_adjacent",
  "variables_too_dense",
  "link_variable_in_text",
  "text_variable_in_link",
  "sample_missing",
  "line_break_run",
  "space_run",
  "line_break_not_allowed",
  "emoji_not_allowed",
  "formatting_not_allowed",
  "too_many_emojis",
  "too_many_buttons",
  "too_many_buttons_of_type",
  "quick_replies_split",
  "button_label_missing",
  "button_label_duplicate",
  "button_label_variable",
  "button_label_reserved",
  "url_not_https",
  "url_variable_position",
  "phone_not_international",
  "code_missing",
  "media_missing",
  "media_of_offer",
  "header_text_missing",
  "header_with_cards",
  "footer_not_allowed",
  "marketing_only",
  "offer_text_missing",
  "offer_link_missing",
  "offer_code_missing",
  "offer_code_first",
  "offer_with_cards",
  "too_few_cards",
  "too_many_cards",
  "cards_differ",
  "card_needs_button",
  "card_button_kind",
  "button_with_cards",
  "replies_in_use",
  "offer_in_utility",
  "no_order_in_utility",
  "shop_link_in_utility",
  // Reading what Meta has.
  "components_unreadable",
  "component_unsupported",
  "placeholders_not_numbered",
  "placeholders_out_of_order",
  // Filling it.
  "variables_unmapped",
  "value_missing",
  "link_on_other_host",
  "button_host_changed",
  "parameter_count",
  "parameter_empty",
  "parameter_too_long",
  "parameter_white_space",
  "message_too_long",
  "offer_end_missing",
  "button_parameter_missing",
  "button_parameter_unexpected",
] as const;
export type TemplateRule = (typeof templateRules)[number];

export type TemplatePart =
  "name" | "language" | "header" | "offer" | "body" | "footer" | "button" | "card" | "template";

export type Problem = {
  rule: TemplateRule;
  /** Advice does not stop a template from being submitted. */
  severity: "error" | "advice";
  where: {
    part: TemplatePart;
    /** Which button, or which parameter, counted from 0. */
    index?: number;
    /** Which card of a carousel, counted from 0; `part` is then a part of that card. */
    card?: number;
    /** UTF-16 offset in the text as written. */
    offset?: number;
  };
  /** For the sentence's placeholders. */
  values: Record<string, string | number>;
};

export function problem(
  rule: TemplateRule,
  where: Problem["where"],
  values: Problem["values"] = {},
  severity: Problem["severity"] = "error",
): Problem {
  return { rule, severity, where, values };
}
