import { describe, expect, it } from "vitest";
import { pickTemplate } from "./choose-template.ts";

type Row = Parameters<typeof pickTemplate>[0][number];

function row(language: string, overrides: Partial<Row> = {}): Row {
  return { language, status: "approved", category: "utility", intendedCategory: "utility", reason: null, ...overrides };
}

function languageFor(rows: Row[], ...locales: (string | null)[]): string {
  const chosen = pickTemplate(rows, locales);
  return chosen.outcome === "chosen" ? chosen.template.language : chosen.outcome;
}

describe("pickTemplate", () => {
  const all = ["ar", "de", "en", "es", "fr", "pt_BR"].map((language) => row(language));

  it.each([
    ["de", "de"],
    ["de-AT", "de"],
    ["pt-BR", "pt_BR"],
    ["pt-PT", "pt_BR"],
    ["pt", "pt_BR"],
    ["es_MX", "es"],
    ["ar-EG", "ar"],
    ["EN-gb", "en"],
    ["zh-Hant-TW", "fr"],
    ["", "fr"],
    ["???", "fr"],
    [null, "fr"],
  ])("writes to a reader of %j in %s, in a French shop", (locale, expected) => {
    expect(languageFor(all, locale, "fr")).toBe(expected);
  });

  it("takes the exact variety before the language, and another variety before another language", () => {
    expect(languageFor([row("de"), row("de_AT")], "de-AT")).toBe("de_AT");
    expect(languageFor([row("es_MX"), row("es_AR"), row("en")], "es-ES")).toBe("es_AR");
    expect(languageFor([row("zh_TW"), row("zh_CN")], "zh-Hant")).toBe("zh_TW");
    expect(languageFor([row("nb"), row("en")], "no-NO")).toBe("nb");
  });

  it("falls to English last", () => {
    expect(languageFor(all, "ko", "nl")).toBe("en");
  });

  it("passes over what can not be used, and tells", () => {
    const rows = [row("de", { status: "paused" }), row("fr", { category: "marketing" }), row("en")];
    expect(pickTemplate(rows, ["de", "fr"])).toMatchObject({
      outcome: "chosen",
      template: { language: "en" },
      passedOver: [
        { language: "de", why: "paused" },
        { language: "fr", why: "recategorised" },
      ],
    });
  });

  it.each(["draft", "pending", "rejected", "paused", "disabled"] as const)(
    "tells that all there is is %s",
    (status) => {
      const rows = [row("en", { status: "rejected" }), row("de", { status, reason: "SCAM" })];
      expect(pickTemplate(rows, ["de"])).toEqual({ outcome: status, language: "de", reason: "SCAM" });
    },
  );

  it("does not use a template that Meta moved to another category, in either direction", () => {
    expect(languageFor([row("en", { category: "marketing" })], "en")).toBe("recategorised");
    expect(languageFor([row("en", { intendedCategory: "marketing" })], "en")).toBe("recategorised");
  });

  it("finds nothing in languages nobody asked for, nor in deleted rows", () => {
    expect(languageFor([row("ja"), row("en", { status: "deleted" })], "de")).toBe("missing");
    expect(languageFor([], "de")).toBe("missing");
  });
});
