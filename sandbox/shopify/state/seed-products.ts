import type { Product } from "./types.ts";

type Thing = {
  handle: string;
  title: string;
  bodyHtml: string;
  productType: string;
  tags: string[];
  templateSuffix: string | null;
  optionName: string;
  variants: [
    title: string,
    sku: string,
    priceMinor: number,
    compareAtMinor: number | null,
    inventory: number,
    grams: number,
  ][];
};

/** Six things, three product templates; an emoji, a right-to-left title, and some that are sold out. */
const things: Thing[] = [
  {
    handle: "schneidebrett-eiche",
    title: "Schneidebrett Eiche",
    bodyHtml: "<p>Massive Eiche aus dem Spessart, geölt mit Leinöl. Jedes Brett ist ein Einzelstück.</p>",
    productType: "Küche",
    tags: ["eiche", "küche"],
    templateSuffix: null,
    optionName: "Größe",
    variants: [
      ["Klein", "SB-EI-S", 3900, null, 24, 900],
      ["Mittel", "SB-EI-M", 5400, null, 12, 1500],
      ["Groß", "SB-EI-L", 7900, 8900, 0, 2600],
    ],
  },
  {
    handle: "salatbesteck-olive",
    title: "Salatbesteck Olive 🥗",
    bodyHtml: "<p>Zwei Löffel aus einem Stück Olivenholz, glatt geschliffen und lebendig gemasert.</p>",
    productType: "Küche",
    tags: ["olive", "küche", "geschenk"],
    templateSuffix: null,
    optionName: "Title",
    variants: [["Default Title", "SA-OL", 2450, null, 40, 180]],
  },
  {
    handle: "hocker-linde",
    title: "Hocker „Linde“",
    bodyHtml: "<p>Drei Beine, kein Wackeln. Aus heimischer Linde, verleimt und verzapft ohne eine Schraube.</p>",
    productType: "Möbel",
    tags: ["linde", "möbel"],
    templateSuffix: "story",
    optionName: "Farbe",
    variants: [
      ["Natur", "HO-LI-N", 14900, null, 5, 4200],
      ["Schwarz gebeizt", "HO-LI-S", 15900, null, 0, 4200],
    ],
  },
  {
    handle: "oud-box",
    title: "صندوق خشبي محفور يدويًا",
    bodyHtml: "<p>Handgeschnitzte Schatulle aus Walnuss, mit arabischem Muster. صندوق من خشب الجوز.</p>",
    productType: "Wohnen",
    tags: ["walnuss", "geschenk"],
    templateSuffix: "gallery",
    optionName: "Title",
    variants: [["Default Title", "SK-WN", 8900, null, 7, 650]],
  },
  {
    handle: "kerzenhalter-buche",
    title: "Kerzenhalter Buche",
    bodyHtml: "<p>Schlichter Halter für Stabkerzen, gedrechselt aus Buche. Im Dreierset steht er am schönsten.</p>",
    productType: "Wohnen",
    tags: ["buche", "licht"],
    templateSuffix: "gallery",
    optionName: "Menge",
    variants: [
      ["Einzeln", "KE-BU-1", 1900, null, 60, 250],
      ["3er-Set", "KE-BU-3", 4900, 5700, 18, 750],
    ],
  },
  {
    handle: "wandregal-esche",
    title: "Wandregal Esche & Messing <80 cm>",
    bodyHtml: "<p>Ein Brett, zwei Haken aus Messing, unsichtbar befestigt. Zurzeit ausverkauft.</p>",
    productType: "Möbel",
    tags: ["esche", "möbel"],
    templateSuffix: "story",
    optionName: "Title",
    variants: [["Default Title", "WR-ES-80", 11900, null, 0, 3100]],
  },
];

export function seedProducts(newId: () => string, now: number): Product[] {
  const created = now - 400 * 24 * 60 * 60 * 1000;
  return things.map((thing) => {
    const productId = newId();
    return {
      id: productId,
      handle: thing.handle,
      title: thing.title,
      bodyHtml: thing.bodyHtml,
      vendor: "Lindenholz",
      productType: thing.productType,
      tags: thing.tags,
      templateSuffix: thing.templateSuffix,
      optionName: thing.optionName,
      createdAt: created,
      updatedAt: created,
      variants: thing.variants.map(([title, sku, priceMinor, compareAtMinor, inventory, grams], index) => ({
        id: newId(),
        productId,
        title,
        option1: title,
        sku,
        priceMinor,
        compareAtMinor,
        inventory,
        grams,
        position: index + 1,
        createdAt: created,
        updatedAt: created,
      })),
    };
  });
}
