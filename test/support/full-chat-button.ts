import type { BlockPage } from "./storefront-blocks.ts";

/** As Shopify writes addresses: long ones count too. */
const photo = (name: string) =>
  `//lindenholz.example/cdn/shop/files/${name}.jpg?crop=center&height=96&v=1763876543&width=96`;
const assetBase = "https://cdn.shopify.com/extensions/019a9c5e-7f3b-7d1e-8a44-2f6c1f0f6d11/tidings-42/assets/";

/** The floating button with all it can have: three people with photos, hours for each day of the week, words of the shop's own. */
export const fullChatButton = {
  label: "Frag uns auf WhatsApp",
  closed: "Werkstatt zu! Schreib uns, wir antworten ab neun Uhr.",
  hours_monday: "9:00-18:00",
  hours_tuesday: "9:30-18:00",
  hours_wednesday: "9:00-12:30, 14:00-19:00",
  hours_thursday: "9:30-20:00",
  hours_friday: "8:30-17:00",
  hours_saturday: "10:00-14:30",
  hours_sunday: "11:00-13:00",
  agent_1_name: "Anna Berger",
  agent_1_role: "Beratung",
  agent_1_languages: "Deutsch, English",
  agent_1_photo: photo("anna"),
  agent_1_hours: "9-13",
  agent_2_name: "Mehmet Kaya",
  agent_2_role: "Versand",
  agent_2_languages: "Türkçe, Deutsch",
  agent_2_photo: photo("mehmet"),
  agent_2_hours: "9-12, 14-18",
  agent_3_name: "Sofia",
  agent_3_role: "Retouren",
  agent_3_languages: "Español",
  agent_3_photo: photo("sofia"),
  agent_3_hours: "12-18",
};

const chosen = { id: "44012345678901", title: "L", price: 4990, available: false };

/** The page with the longest texts of all: on a chosen variant that is sold out there are two, with and without it. */
export const weighedPage: BlockPage = {
  type: "product",
  path: "/products/leinentasche-grün",
  objects: {
    product: {
      title: "Leinentasche Grün",
      handle: "leinentasche-grün",
      has_only_default_variant: false,
      selected_variant: { ...chosen, url: "/products/leinentasche-grün?variant=44012345678901" },
      selected_or_first_available_variant: chosen,
    },
  },
  settings: fullChatButton,
  assetBase,
};
