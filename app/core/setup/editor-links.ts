/**
 * Where a merchant puts the app's blocks, ready to be looked at and saved: Shopify's deep links into the theme editor
 * ("Configure theme app extensions", Deep linking) and into the checkout and accounts editor. `appKey`: the app's client id.
 */
export function editorLinks(appKey: string) {
  const theme = "shopify://admin/themes/current/editor";
  const add = (handle: string, template: string, target: string) =>
    `${theme}?template=${template}&addAppBlockId=${appKey}/${handle}&target=${target}`;
  const orderPage = (page: string) =>
    `shopify://admin/settings/checkout/editor?page=${page}&context=apps&app=${encodeURIComponent(appKey)}`;
  return {
    /** Switches the embed on; a merchant who has it on finds its settings there. */
    chatButton: `${theme}?context=apps&template=index&activateAppId=${appKey}/chat-button`,
    askProduct: add("ask-product", "product", "mainSection"),
    backInStock: add("back-in-stock", "product", "mainSection"),
    priceDrop: add("price-drop", "product", "mainSection"),
    optInFooter: add("opt-in-form", "index", "sectionGroup:footer"),
    optInPage: add("opt-in-form", "page", "newAppsSection"),
    optInCart: add("opt-in-form", "cart", "newAppsSection"),
    /** Where a block that is there already is changed. */
    productTemplate: `${theme}?template=product`,
    theme,
    thankYou: orderPage("thank-you"),
    orderStatus: orderPage("order-status"),
  };
}

export type EditorLinks = ReturnType<typeof editorLinks>;
