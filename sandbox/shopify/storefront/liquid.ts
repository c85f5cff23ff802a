import {
  Liquid,
  Tag,
  type Context,
  type Emitter,
  type FilterImplOptions,
  type TagToken,
  type TopLevelToken,
} from "liquidjs";
import { moneyFormatOf, writeMoney } from "../state/money.ts";
import { translate, type Translations } from "./extensions.ts";

export type EngineSettings = {
  /** Where {% render %} looks. */
  snippets: string[];
  locale: string;
  /** Whose prices these are. */
  shop: { currency: string; moneyFormat?: string };
  locales: Record<string, Translations>;
  /** What asset_url puts before a file's name. */
  assetBase: string;
  /** Shopify's dates are of the shop's zone. */
  timeZone: string;
  /** Epoch milliseconds: what 'now' is. */
  now: number;
};

/** Liquid as Shopify speaks it, as far as a small theme and app blocks need it. */
export function createEngine(settings: EngineSettings): Liquid {
  const engine = new Liquid({
    partials: settings.snippets,
    root: settings.snippets,
    extname: ".liquid",
    cache: false,
    timezoneOffset: settings.timeZone,
  });
  engine.registerTag("schema", silentBlock("schema"));
  engine.registerTag("doc", silentBlock("doc"));
  engine.registerTag("stylesheet", silentBlock("stylesheet"));
  engine.registerTag("javascript", silentBlock("javascript"));
  engine.registerTag("style", wrappingBlock("style"));

  const { currency } = settings.shop;
  const money = (minor: unknown) => writeMoney({ minor: Number(minor ?? 0), currency }, moneyFormatOf(settings.shop));
  engine.registerFilter("money", money);
  engine.registerFilter("money_with_currency", (minor: unknown) => `${money(minor)} ${currency}`);
  engine.registerFilter("money_without_trailing_zeros", (minor: unknown) => money(minor).replace(/[.,]00(?=\D|$)/, ""));
  engine.registerFilter("asset_url", (name: unknown) => `${settings.assetBase}${String(name)}`);
  engine.registerFilter(
    "stylesheet_tag",
    (url: unknown) => `<link href="${String(url)}" rel="stylesheet" type="text/css" media="all" />`,
  );
  engine.registerFilter(
    "script_tag",
    (url: unknown) => `<script src="${String(url)}" type="text/javascript"></script>`,
  );
  engine.registerFilter("inline_asset_content", () => "");
  engine.registerFilter("image_url", (image: unknown) => srcOf(image));
  engine.registerFilter("img_url", (image: unknown) => srcOf(image));
  engine.registerFilter("date", dateOf(engine, settings.now));
  engine.registerFilter("json", (value: unknown) => JSON.stringify(value ?? null).replace(/</g, "\\u003c"));
  engine.registerFilter("color_contrast", contrastOf);
  engine.registerFilter("handleize", handleize);
  engine.registerFilter("handle", handleize);
  engine.registerFilter("t", (key: unknown, ...args: unknown[]) => translated(settings, String(key), args));
  return engine;
}

/** `{{ 'chat.greeting' | t: name: shop.name, count: 2 }}`: values are escaped unless the key ends in _html. */
function translated(settings: EngineSettings, key: string, args: unknown[]): string {
  const values = Object.fromEntries(args.filter((arg): arg is [string, unknown] => Array.isArray(arg)));
  let found = translate(settings.locales, settings.locale, key);
  if (typeof found === "object" && found !== null && "count" in values) {
    const form = new Intl.PluralRules(settings.locale).select(Number(values["count"]));
    found = found[form] ?? found["other"] ?? null;
  }
  if (typeof found !== "string") return `Translation missing: ${settings.locale}.${key}`;
  return found.replace(/\{\{\s*(\w+)\s*\}\}/g, (_whole, name: string) => {
    const value = String(values[name] ?? "");
    return key.endsWith("_html") ? value : escapeHtml(value);
  });
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** liquidjs would ask the computer's clock for 'now'. */
function dateOf(engine: Liquid, now: number): FilterImplOptions {
  const plain = engine.filters["date"];
  if (typeof plain !== "function") throw new Error("liquidjs has no date filter");
  return function (value: unknown, ...args: unknown[]) {
    const isNow = value === "now" || value === "today";
    return plain.call(this, isNow ? Math.floor(now / 1000) : value, ...args) as unknown;
  };
}

/** WCAG's contrast of two colours written #rrggbb, one digit after the point as Shopify gives it. */
function contrastOf(one: unknown, other: unknown): number {
  const [dark = 0, light = 0] = [luminance(String(one)), luminance(String(other))].sort((a, b) => a - b);
  return Math.round(((light + 0.05) / (dark + 0.05)) * 10) / 10;
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[0-9a-f]{2}/gi) ?? []).map((part) => {
    const share = Number.parseInt(part, 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function srcOf(image: unknown): string {
  const src: unknown = typeof image === "object" && image !== null ? Reflect.get(image, "src") : image;
  return typeof src === "string" ? src : "";
}

function handleize(text: unknown): string {
  return String(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
}

/** A block whose content is not for the page. */
function silentBlock(name: string) {
  return class extends Tag {
    constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid) {
      super(token, remaining, liquid);
      bodyOf(name, remaining);
    }
    render(): void {}
  };
}

function wrappingBlock(name: string) {
  return class extends Tag {
    body: TopLevelToken[];
    constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid) {
      super(token, remaining, liquid);
      this.body = bodyOf(name, remaining);
    }
    *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
      emitter.write(`<${name} data-shopify>`);
      yield this.liquid.renderer.renderTemplates(this.liquid.parser.parseTokens(this.body), context, emitter);
      emitter.write(`</${name}>`);
    }
  };
}

function bodyOf(name: string, remaining: TopLevelToken[]): TopLevelToken[] {
  const body: TopLevelToken[] = [];
  for (let token = remaining.shift(); token; token = remaining.shift()) {
    if ("name" in token && token.name === `end${name}`) return body;
    body.push(token);
  }
  throw new Error(`{% ${name} %} is not closed`);
}
