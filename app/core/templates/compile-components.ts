import {
  storefrontHostMark,
  type DraftButton,
  type DraftMedia,
  type MediaValue,
  type MetaButton,
  type MetaComponent,
  type TemplateDraft,
  type TemplateVariables,
} from "./model.ts";
import { findPlaceholders, replacePlaceholders } from "./placeholders.ts";
import { countedLinkPath } from "./storefront-path.ts";
import { isVariableKey, type VariableKey } from "./variable-keys.ts";

export type CompiledTemplate = {
  name: string;
  language: string;
  /** As Meta spells it: "UTILITY". */
  category: string;
  components: MetaComponent[];
  variables: TemplateVariables;
};

type Shop = { storefrontHost: string };
/** Meta's handles of the files a draft shows, by TemplateMedia id or by the name of the document that is made. */
export type MediaHandles = Readonly<Record<string, string>>;

/**
 * A draft as Meta's create call wants it: placeholders numbered per component from 1, in order of appearance, each with its
 * sample; link bases on the shop's own host; files by the handle Meta gave for them. Call it with drafts that
 * validateTemplate found no error in.
 */
export function compileComponents(draft: TemplateDraft, shop: Shop, handles: MediaHandles = {}): CompiledTemplate {
  const { samples, offer, cards } = draft;
  const header = draft.header === undefined || draft.headerMedia ? undefined : numbered(draft.header, samples);
  const body = numbered(draft.body, samples);
  const components: MetaComponent[] = [];
  if (draft.headerMedia) components.push(mediaHeader(draft.headerMedia, handles));
  if (header) {
    const example = header.samples.length > 0 ? { example: { header_text: header.samples } } : {};
    components.push({ type: "HEADER", format: "TEXT", text: header.text, ...example });
  }
  if (offer) {
    const limited = { text: offer.text, has_expiration: offer.hours !== null };
    components.push({ type: "LIMITED_TIME_OFFER", limited_time_offer: limited });
  }
  components.push(bodyComponent(body));
  if (draft.footer !== undefined) components.push({ type: "FOOTER", text: draft.footer });
  if (draft.buttons.length > 0) components.push(buttonsComponent(draft.buttons, samples, shop));
  if (cards) {
    components.push({
      type: "CAROUSEL",
      cards: cards.map((card) => ({
        components: [
          mediaHeader(card.media, handles),
          ...(card.body === undefined ? [] : [bodyComponent(numbered(card.body, samples))]),
          buttonsComponent(card.buttons, samples, shop),
        ],
      })),
    });
  }
  const codes = codesOf(draft.buttons);
  const headerMedia = mediaValue(draft.headerMedia);
  return {
    name: draft.name,
    language: draft.language,
    category: draft.category.toUpperCase(),
    components,
    variables: {
      header: header?.variables ?? [],
      body: body.variables,
      buttons: linkVariables(draft.buttons),
      ...(codes.length > 0 ? { codes } : {}),
      ...(headerMedia ? { headerMedia } : {}),
      ...(draft.headerMedia?.made ? { headerDocument: draft.headerMedia.made } : {}),
      ...(offer?.hours ? { offerHours: offer.hours } : {}),
      ...(cards ? { cards: cards.flatMap((card) => cardValues(card)) } : {}),
    },
  };
}

function cardValues({ media, body, buttons }: NonNullable<TemplateDraft["cards"]>[number]) {
  const value = mediaValue(media);
  if (!value) return [];
  return [{ media: value, body: numbered(body ?? "", {}).variables, buttons: linkVariables(buttons) }];
}

function numbered(text: string, samples: TemplateDraft["samples"]) {
  const names = findPlaceholders(text).map(({ name }) => name);
  return {
    text: replacePlaceholders(text, (_name, position) => `{{${position + 1}}}`),
    variables: names.filter(isVariableKey),
    samples: names.map((name) => samples[name] ?? ""),
  };
}

function bodyComponent(body: ReturnType<typeof numbered>): MetaComponent {
  const example = body.samples.length > 0 ? { example: { body_text: [body.samples] } } : {};
  return { type: "BODY", text: body.text, ...example };
}

function mediaHeader(media: DraftMedia, handles: MediaHandles): MetaComponent {
  const shown = media.made ?? media.mediaId;
  const handle = shown ? handles[shown] : undefined;
  return { type: "HEADER", format: media.format.toUpperCase(), example: { header_handle: handle ? [handle] : [] } };
}

function mediaValue(media: DraftMedia | undefined): MediaValue | null {
  if (!media?.mediaId) return null;
  return { format: media.format, mediaId: media.mediaId, ...(media.fileName ? { fileName: media.fileName } : {}) };
}

function buttonsComponent(buttons: readonly DraftButton[], samples: TemplateDraft["samples"], shop: Shop) {
  return { type: "BUTTONS", buttons: buttons.map((button) => metaButton(button, samples, shop)) };
}

function metaButton(button: DraftButton, samples: TemplateDraft["samples"], shop: Shop): MetaButton {
  switch (button.type) {
    case "quick_reply":
      return { type: "QUICK_REPLY", text: button.text };
    case "url": {
      const base = button.base.replaceAll(storefrontHostMark, shop.storefrontHost);
      if (button.variable === undefined) return { type: "URL", text: button.text, url: base };
      return {
        type: "URL",
        text: button.text,
        url: `${countedBase(base, shop)}{{1}}`,
        example: [samples[button.variable] ?? ""],
      };
    }
    case "phone":
      return { type: "PHONE_NUMBER", text: button.text, phone_number: button.phone };
    case "copy_code":
      return { type: "COPY_CODE", example: button.code };
  }
}

function linkVariables(buttons: readonly DraftButton[]): { index: number; variable: VariableKey }[] {
  return buttons.flatMap((button, index) =>
    button.type === "url" && button.variable !== undefined && isVariableKey(button.variable)
      ? [{ index, variable: button.variable }]
      : [],
  );
}

function codesOf(buttons: readonly DraftButton[]): NonNullable<TemplateVariables["codes"]> {
  return buttons.flatMap((button, index) => {
    if (button.type !== "copy_code") return [];
    const { code, variable } = button;
    return [{ index, code, ...(variable !== undefined && isVariableKey(variable) ? { variable } : {}) }];
  });
}

/** Links to anywhere on the shop's own site lead there by its proxy, where presses are counted. */
function countedBase(base: string, shop: { storefrontHost: string }): string {
  return base === `https://${shop.storefrontHost}/` ? `${base}${countedLinkPath}` : base;
}
