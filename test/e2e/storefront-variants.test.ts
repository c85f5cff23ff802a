import type { Page } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import { axeProblems, givenStorefront, looks, type Look } from "#test/support/given-storefront.ts";

const world = givenStorefront();
const [plain] = looks as [Look];

afterEach(() => expect(world.complaints.splice(0)).toEqual([]));

/** The three templates of the pretend theme tell of a variant in three ways (sandbox/shopify/storefront/theme/theme.js). */
const templates = [
  { handle: "schneidebrett-eiche", way: "a hidden field and the address" },
  { handle: "hocker-linde", way: "a field alone" },
  { handle: "kerzenhalter-buche", way: "an event, and a section that is fetched anew" },
];

function variantsOf(handle: string) {
  const { products } = world.shopify().controls.snapshot();
  const [first, ...others] = products.find((product) => product.handle === handle)?.variants ?? [];
  const last = others.at(-1);
  if (!first || !last) throw new Error(`${handle} has no variants to choose from`);
  return { first, last };
}

async function choose(page: Page, id: string): Promise<void> {
  const select = page.locator(".shopify-section select[name=id]");
  if (await select.count()) await select.selectOption(id);
  else await page.locator(`input[type=radio][value="${id}"]`).check();
}

describe.each(templates)("on a page that tells of the variant by $way", ({ handle }) => {
  it("the question and the forms follow what is chosen", async () => {
    const { first, last } = variantsOf(handle);
    world.shopify().controls.sellOut({ variantId: last.id });
    const page = await world.open(`/products/${handle}`, plain);
    const text = async () => {
      const href = await page.locator("tidings-ask a").getAttribute("href");
      return new URL(href ?? "", "http://handset").searchParams.get("text") ?? "";
    };
    const back = page.locator("tidings-notify:not([data-available])");
    const cheaper = page.locator("tidings-notify[data-available]");
    expect(await back.isVisible()).toBe(false);
    expect(await cheaper.isVisible()).toBe(true);

    await choose(page, last.id);
    await expect.poll(text).toContain(`(ref: product-${handle}.${last.id})`);
    expect(await text()).toContain(`– ${last.title}`);
    expect(await text()).toContain(`https://lindenholz.example/products/${handle}?variant=${last.id}`);
    await back.waitFor();
    expect(await cheaper.isVisible()).toBe(false);
    expect(await back.locator("[name=variant]").inputValue()).toBe(last.id);
    expect(await back.locator("[data-variant]").textContent()).toBe(last.title);

    await choose(page, first.id);
    await expect.poll(text).toContain(`(ref: product-${handle}.${first.id})`);
    await back.waitFor({ state: "hidden" });
    await cheaper.waitFor();
  });

  it("the floating button asks for the sold-out variant of the address, and no longer once another is chosen", async () => {
    const { first, last } = variantsOf(handle);
    world.shopify().controls.sellOut({ variantId: last.id });
    const page = await world.open(`/products/${handle}?variant=${last.id}&utm_campaign=spring`, plain);
    const text = async () => {
      const href = await page.locator(".tidings-chat > a").getAttribute("href");
      return new URL(href ?? "", "http://handset").searchParams.get("text") ?? "";
    };
    const press = () => page.locator("h1").click({ position: { x: 2, y: 2 } });
    await press();
    await expect.poll(text).toContain(`(ref: restock-${handle}.${last.id}.de~spring)`);
    await choose(page, first.id);
    await expect
      .poll(async () => {
        await press();
        return text();
      })
      .toContain(`(ref: product-${handle}~spring)`);
    expect(await text()).toContain("Ich habe eine Frage zu");
    expect(await text()).not.toContain(last.title);
  });

  it("the blocks follow what is chosen from a section of their own", async () => {
    const { first, last } = variantsOf(handle);
    const { controls } = world.shopify();
    controls.sellOut({ variantId: last.id });
    const apart = ["product:apps"];
    controls.storefrontSettings({ places: { "ask-product": apart, "back-in-stock": apart, "price-drop": apart } });
    const page = await world.open(`/products/${handle}`, plain);
    const blocks = page.locator("#shopify-section-apps");
    const back = blocks.locator("tidings-notify:not([data-available])");
    await choose(page, last.id);
    await back.waitFor();
    await expect.poll(() => blocks.locator("tidings-ask a").getAttribute("href")).toContain(last.id);
    await choose(page, first.id);
    await back.waitFor({ state: "hidden" });
    await expect.poll(() => blocks.locator("tidings-ask a").getAttribute("href")).toContain(first.id);
  });
});

/** The page, with something in place of the form that sells its product, or before it. */
async function openWith(path: string, change: (html: string) => string): Promise<Page> {
  const page = await world.openPage(plain);
  await page.route("**/store/products/**", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: change(await response.text()) });
  });
  await page.goto(`${world.shopify().origin}/store${path}&locale=de`);
  return page;
}

describe("a form that sells another product at once", () => {
  const foreign = '<form action="/cart/add"><input type="hidden" name="id" value="44099999999999"></form>';
  const empty = '<form action="/cart/add"><select name="id"><option value="">–</option></select></form>';
  const buying = /<form [^>]*data-picker[^]*?<\/form>/;

  it.each([
    ["before the product's own", (html: string) => html.replace("<main>", `<main>${empty}${foreign}`), true],
    ["on a page that sells the product by none", (html: string) => html.replace(buying, foreign), false],
  ])("does not take the floating button's wish, %s", async (_name, change, isSold) => {
    const { first, last } = variantsOf("hocker-linde");
    world.shopify().controls.sellOut({ variantId: last.id });
    const page = await openWith(`/products/hocker-linde?variant=${last.id}`, change);
    const href = async () => decodeURI((await page.locator(".tidings-chat > a").getAttribute("href")) ?? "");
    const press = () => page.locator("h1").click({ position: { x: 2, y: 2 } });
    await press();
    expect(await href()).toContain(`(ref: restock-hocker-linde.${last.id}.de)`);
    if (!isSold) return;
    await page.locator("form[data-picker] select").selectOption(first.id);
    await press();
    expect(await href()).toContain("(ref: product-hocker-linde)");
  });
});

it("of a variant beyond those that Shopify lists, a form says nothing; the question says which it is", async () => {
  const { first, last } = variantsOf("hocker-linde");
  const many = Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`4401${index}`, [`${index}`, "1 €", 0]]));
  const listed = JSON.stringify({ ...many, [first.id]: [first.title, "1 €", 0] }).replaceAll('"', "&quot;");
  const page = await openWith(`/products/hocker-linde?variant=${first.id}`, (html) =>
    html.replaceAll(/data-variants="[^"]*"/g, `data-variants="${listed}"`),
  );
  const back = page.locator("tidings-notify:not([data-available])");
  await back.waitFor();
  await choose(page, last.id);
  await back.waitFor({ state: "hidden" });
  await expect
    .poll(() => page.locator("tidings-ask a").getAttribute("href"))
    .toContain(encodeURIComponent(`(ref: product-hocker-linde.${last.id})`));
  await choose(page, first.id);
  await back.waitFor();
});

it("the question says the price of the chosen variant as people write it, whatever the shop's format has of HTML", async () => {
  const { last } = variantsOf("hocker-linde");
  const { controls } = world.shopify();
  controls.updateShop({ moneyFormat: "&pound;{{amount}}" });
  controls.storefrontSettings({ blocks: { "ask-product": { message: "[price]?" } } });
  const page = await world.open("/products/hocker-linde", plain);
  const text = async () => {
    const href = await page.locator("tidings-ask a").getAttribute("href");
    return new URL(href ?? "", "http://handset").searchParams.get("text") ?? "";
  };
  await choose(page, last.id);
  await expect.poll(text).toContain(last.id);
  expect(await text()).toMatch(/^£\d+\.\d\d\? \(ref: /);
});

it("the question bears the campaign once, also when a theme moves it", async () => {
  const { first } = variantsOf("hocker-linde");
  const page = await world.open(`/products/hocker-linde?variant=${first.id}&utm_campaign=spring`, plain);
  const block = page.locator("tidings-ask");
  await block.evaluate((node) => {
    // Nothing is known of any variant: what stands there is only ended anew.
    node.dataset["variants"] = "{}";
    node.parentElement?.prepend(node);
  });
  const href = await block.locator("a").getAttribute("href");
  expect(decodeURI(href ?? "")).toMatch(/[^~]*~spring\)$/);
  expect(href?.split("~spring")).toHaveLength(2);
});

it("the question bears the campaign of the page's address, whichever variant is chosen", async () => {
  const { first, last } = variantsOf("hocker-linde");
  const page = await world.open(`/products/hocker-linde?variant=${first.id}&utm_campaign=spring-sale`, plain);
  const href = () => page.locator("tidings-ask a").getAttribute("href");
  await expect.poll(href).toContain(`.${first.id}~spring-sale)`);
  await page.locator(".shopify-section select[name=id]").selectOption(last.id);
  await expect.poll(href).toContain(`.${last.id}~spring-sale)`);
});

describe.each(looks)("$name", (look) => {
  it("the address says which variant the page is about", async () => {
    const { last } = variantsOf("schneidebrett-eiche");
    const page = await world.open(`/products/schneidebrett-eiche?variant=${last.id}`, look);
    await page.locator("tidings-notify:not([data-available])").waitFor();
    expect(await page.locator("tidings-notify [name=variant]").first().inputValue()).toBe(last.id);
    expect(await page.locator("tidings-ask a").getAttribute("href")).toContain(last.id);
    const isWide = await page.locator("html").evaluate((node) => node.scrollWidth > node.clientWidth);
    expect(isWide).toBe(false);
    if (look.script) expect(await axeProblems(page, ".tidings-block")).toEqual([]);
  });
});

describe.each(looks.filter(({ script }) => !script))("$name", (look) => {
  it("a link leads to the variant that is sold out", async () => {
    const { last } = variantsOf("schneidebrett-eiche");
    const page = await world.open("/products/schneidebrett-eiche", look);
    await page.locator("noscript a").click();
    expect(page.url()).toContain(`variant=${last.id}`);
    await page.locator("tidings-notify:not([data-available])").waitFor();
  });
});
