import { baseLanguage } from "./languages.ts";

/**
 * Words that make a message an offer in Meta's eyes ("Template categorization"): a utility template that holds one is moved
 * to marketing, or rejected. Patterns are for whole words where the script has them.
 */
const offerWords: Readonly<Record<string, RegExp>> = {
  en: words(
    "discounts?",
    "coupons?",
    "vouchers?",
    "promo(?:tion|tional|s)?",
    "sale",
    "special offers?",
    "deals?",
    "save \\d",
    "free shipping",
    "free gift",
    "% off",
    "buy now",
    "shop now",
  ),
  de: words(
    "rabatte?",
    "gutscheine?",
    "gutscheincode",
    "aktion",
    "angebote?",
    "sonderangebote?",
    "sparen sie",
    "gratis",
    "versandkostenfrei",
    "jetzt kaufen",
    "sale",
  ),
  es: words(
    "descuentos?",
    "cupón",
    "cupones",
    "ofertas?",
    "promoción",
    "promociones",
    "rebajas?",
    "ahorra",
    "gratis",
    "compra ya",
  ),
  pt: words(
    "descontos?",
    "cupom",
    "cupons",
    "ofertas?",
    "promoção",
    "promoções",
    "economize",
    "grátis",
    "frete grátis",
    "compre já",
    "aproveite",
  ),
  fr: words(
    "remises?",
    "réductions?",
    "promos?",
    "promotions?",
    "soldes",
    "bons? d'achat",
    "offres? spéciales?",
    "gratuite?s?",
    "économisez",
    "profitez",
  ),
  it: words(
    "scont[oi]",
    "buon[oi] sconto",
    "offert[ae]",
    "promozion[ei]",
    "saldi",
    "risparmia",
    "gratis",
    "approfitta",
  ),
  tr: words(
    "indirim\\p{L}*",
    "kupon\\p{L}*",
    "kampanya\\p{L}*",
    "fırsat\\p{L}*",
    "bedava",
    "ücretsiz kargo",
    "hemen al",
  ),
  ar: /خصم|تخفيض|عروض|عرض خاص|كوبون|قسيمة|مجان|وفّر|تنزيلات/u,
  ja: /割引|クーポン|セール|キャンペーン|お得|無料|特典|特価|オフ/u,
  hi: /छूट|ऑफ़र|ऑफर|कूपन|सेल(?!\p{L})|मुफ़्त|मुफ्त|बचत|डिस्काउंट/u,
};

function words(...patterns: string[]): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${patterns.join("|")})(?![\\p{L}\\p{N}])`, "iu");
}

const percentage = /\d\s?[%٪％]/u;

/** The first sign of an offer in the text, with where it stands. */
export function findOffer(text: string, language: string): { word: string; offset: number } | null {
  const pattern = offerWords[baseLanguage(language)] ?? offerWords.en;
  const match = pattern?.exec(text) ?? percentage.exec(text);
  return match ? { word: match[0], offset: match.index } : null;
}
