import { BlockStack } from "@shopify/polaris";
import type { SerializeFrom } from "@remix-run/node";
import { useTranslation } from "react-i18next";
import type { StorefrontUse } from "../../core/analytics/read-storefront-use.ts";
import type { EditorLinks } from "../../core/setup/editor-links.ts";
import type { Previews } from "../../pages/storefront-previews.ts";
import { BlockCard } from "./block-card.tsx";
import { Brought, BroughtByPlace } from "./brought.tsx";
import { useBlocks } from "./use-blocks.ts";

type Props = {
  use: SerializeFrom<StorefrontUse>;
  links: EditorLinks;
  previews: Previews;
  /** The language the previews are in, by the name the merchant calls it. */
  language: string;
  timeZone: string;
};

/** Every block of the storefront and of an order's page, in the order in which a shop would add them. */
export function BlockCards({ use, links, previews, language, timeZone }: Props) {
  const { t } = useTranslation();
  const stateOf = useBlocks();
  const addOrEdit = (isOn: boolean, url: string, editUrl: string) => [
    { label: t(isOn ? "storefront.edit" : "storefront.add"), url: isOn ? editUrl : url },
  ];
  const words = (block: keyof Previews, key: string) => ({
    title: t(`storefront.blocks.${key}.title`),
    text: t(`storefront.blocks.${key}.text`),
    preview: {
      document: previews[block],
      label: t("storefront.previewOf", { block: t(`storefront.blocks.${key}.title`), language }),
      heights: heights[block],
    },
  });
  const onProduct = (block: "ask-product" | "back-in-stock" | "price-drop", url: string) => ({
    states: [{ state: stateOf(block) }],
    links: addOrEdit(stateOf(block) === "on", url, links.productTemplate),
  });
  const requested = ({ asked, told, lastAt }: (typeof use.productRequests)["price_drop"]) => (
    <Brought
      lines={[
        { label: t("storefront.asked"), count: asked },
        { label: t("storefront.told"), count: told },
      ]}
      lastAt={lastAt}
      timeZone={timeZone}
    />
  );
  const isOrderPage = (place: string) => place === "thank_you" || place === "order_status";
  return (
    <BlockStack gap="400">
      <BlockCard
        {...words("chat-button", "chatButton")}
        states={[{ state: stateOf("chat-button") }]}
        links={addOrEdit(stateOf("chat-button") === "on", links.chatButton, links.chatButton)}
      >
        <Brought
          lines={[{ label: t("storefront.chats"), count: use.chats.begun }]}
          lastAt={use.chats.lastAt}
          timeZone={timeZone}
        />
      </BlockCard>
      <BlockCard
        {...words("opt-in-form", "optIn")}
        states={[{ state: stateOf("opt-in-form") }]}
        links={[
          { label: t("storefront.addTo.footer"), url: links.optInFooter },
          { label: t("storefront.addTo.cart"), url: links.optInCart },
          { label: t("storefront.addTo.page"), url: links.optInPage },
        ]}
      >
        <BroughtByPlace places={use.optIns.filter(({ place }) => !isOrderPage(place))} timeZone={timeZone} />
      </BlockCard>
      <BlockCard {...words("back-in-stock", "backInStock")} {...onProduct("back-in-stock", links.backInStock)}>
        {requested(use.productRequests.back_in_stock)}
      </BlockCard>
      <BlockCard {...words("price-drop", "priceDrop")} {...onProduct("price-drop", links.priceDrop)}>
        {requested(use.productRequests.price_drop)}
      </BlockCard>
      <BlockCard {...words("ask-product", "askProduct")} {...onProduct("ask-product", links.askProduct)}>
        <Brought
          lines={[{ label: t("storefront.productChats"), count: use.chats.aboutProducts }]}
          lastAt={use.chats.lastAboutProductAt}
          timeZone={timeZone}
        />
      </BlockCard>
      <BlockCard
        {...words("order-page", "orderPage")}
        states={[
          { name: t("storefront.places.thank_you"), state: stateOf("thank-you") },
          { name: t("storefront.places.order_status"), state: stateOf("order-status") },
        ]}
        links={[
          { label: t("storefront.addTo.thankYou"), url: links.thankYou },
          { label: t("storefront.addTo.orderStatus"), url: links.orderStatus },
        ]}
      >
        <BroughtByPlace places={use.optIns.filter(({ place }) => isOrderPage(place))} timeZone={timeZone} />
      </BlockCard>
    </BlockStack>
  );
}

/** Room for the longest of the ten languages, in pixels: in a narrow column, and in half a wide page. */
const heights: Record<keyof Previews, { narrow: number; wide: number }> = {
  "chat-button": { narrow: 150, wide: 150 },
  "ask-product": { narrow: 110, wide: 110 },
  "back-in-stock": { narrow: 530, wide: 450 },
  "price-drop": { narrow: 550, wide: 460 },
  "opt-in-form": { narrow: 460, wide: 420 },
  "order-page": { narrow: 550, wide: 450 },
};
