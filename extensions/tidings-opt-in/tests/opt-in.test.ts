import { beforeEach, describe, expect, it, vi } from "vitest";
import { off, on, openPage, pending, says, token, type Facts, type Target } from "./page.ts";

const address = "https://tidings.example.com";

beforeEach(() => {
  vi.stubEnv("SHOPIFY_APP_URL", `${address}/`);
  return () => vi.unstubAllEnvs();
});

const targets: [Target, string][] = [
  ["purchase.thank-you.block.render", "thank_you"],
  ["customer-account.order-status.block.render", "order_status"],
];

describe.each(targets)("on %s", (target, place) => {
  const open = async (facts?: Facts) => {
    const page = await openPage(target, facts);
    await vi.waitFor(() => expect(page.find("s-skeleton-paragraph")).toBeUndefined());
    return page;
  };

  it("asks with the session token and the order's secret what was said before", async () => {
    using page = await open();
    expect(page.asked).toEqual([
      {
        url: `${address}/extensions/opt-in/state`,
        headers: { "content-type": "application/json", authorization: "Bearer a.session.token" },
        body: { checkoutToken: token },
      },
    ]);
    expect(page.said("s-section", "heading")).toBe("Updates for this order on WhatsApp");
  });

  it("is one tap where the number is known, for order updates and nothing else", async () => {
    using page = await open({ buyerPhone: "+49 151 23456789", country: "DE", answers: [says(off), says(pending)] });
    expect(page.get("s-phone-field").value).toBe("+49 151 23456789");
    expect(page.find("s-select")).toBeUndefined();
    expect(page.get("s-checkbox").checked).toBe(false);
    const wording = page.get("s-text").textContent;
    expect(wording).toMatch(/you agree that .Lindenholz. sends you messages about this order/);
    page.press();
    await vi.waitFor(() => expect(page.find("s-form")).toBeUndefined());
    expect(page.asked[1]?.url).toBe(`${address}/extensions/opt-in`);
    expect(page.asked[1]?.body).toEqual({
      phone: "+49 151 23456789",
      country: "DE",
      wording,
      place,
      locale: "en",
      checkoutToken: token,
    });
    expect(page.body.textContent).toContain("+49 151 23456789");
    expect(page.body.textContent).toContain("press the button to turn on the updates");
  });

  it("takes the number of the address where the buyer's is missing", async () => {
    using page = await open({ shippingPhone: "0151 23456789", country: "DE" });
    expect(page.get("s-phone-field").value).toBe("0151 23456789");
    expect(page.get("s-select").value).toBe("DE");
  });

  it("asks for number and country where it may see neither", async () => {
    using page = await open({ answers: [says(off), says(on)] });
    expect(page.get("s-phone-field").value).toBe("");
    page.press();
    await vi.waitFor(() => expect(page.said("s-phone-field", "error")).toBe("Enter your WhatsApp number."));
    expect(page.asked).toHaveLength(1);
    page.type("s-phone-field", "0151 23456789");
    await vi.waitFor(() => expect(page.said("s-phone-field", "error")).toBeUndefined());
    page.type("s-select", "DE");
    await vi.waitFor(() => expect(page.get("s-select").value).toBe("DE"));
    page.press();
    await vi.waitFor(() => expect(page.body.textContent).toContain("are on"));
    expect(page.asked[1]?.body).toMatchObject({ phone: "0151 23456789", country: "DE" });
  });

  it("sends the yes to offers only when its box was ticked, with the words beside it", async () => {
    using page = await open({ buyerPhone: "+4915123456789", answers: [says(off), says(pending)] });
    page.tick();
    await vi.waitFor(() => expect(page.get("s-checkbox").checked).toBe(true));
    const label = page.said("s-checkbox", "label");
    expect(label).toMatch(/^.Lindenholz. may also send me news and offers/);
    page.press();
    await vi.waitFor(() => expect(page.asked).toHaveLength(2));
    expect(page.asked[1]?.body["marketingWording"]).toBe(label);
  });

  it("says that updates are on, and that offers wait for a press, once both were asked for", async () => {
    using page = await open({ buyerPhone: "+4915123456789", answers: [says(off), says(on)] });
    page.tick();
    await vi.waitFor(() => expect(page.get("s-checkbox").checked).toBe(true));
    page.press();
    await vi.waitFor(() => expect(page.body.textContent).toContain("Updates for your order on WhatsApp are on."));
    expect(page.body.textContent).toContain("For news and offers, press the button");
  });

  it("leaves the box out where the merchant does not want it", async () => {
    using page = await open({ hidesMarketing: true });
    expect(page.find("s-checkbox")).toBeUndefined();
  });

  it("says that updates are on, and offers nothing again", async () => {
    using page = await open({ answers: [says(on)] });
    expect(page.body.textContent).toContain("Updates for your order on WhatsApp are on.");
    expect(page.body.textContent).not.toContain("offers");
    expect(page.find("s-form")).toBeUndefined();
  });

  it("says that a press is awaited, and takes another number", async () => {
    using page = await open({ answers: [says(pending)] });
    expect(page.body.textContent).toContain("We have sent you a message on WhatsApp.");
    page.get("s-link").dispatchEvent(new Event("click"));
    await vi.waitFor(() => expect(page.find("s-form")).toBeDefined());
  });

  it("says how messages come back after an opt-out, and asks for nothing", async () => {
    using page = await open({ answers: [says({ updates: "stopped", marketing: "off" })] });
    expect(page.body.textContent).toContain("send START on WhatsApp");
    expect(page.find("s-form")).toBeUndefined();
  });

  it("does not ask again for what was said yes to", async () => {
    using page = await open({ answers: [says({ updates: "off", marketing: "on" })] });
    expect(page.find("s-form")).toBeDefined();
    expect(page.find("s-checkbox")).toBeUndefined();
  });

  it("is not there where the shop can not write", async () => {
    using page = await open({ answers: [says({ updates: "unavailable", marketing: "off" })] });
    expect(page.body.childNodes).toEqual([]);
  });

  it("offers it when nobody can tell what was said before", async () => {
    using page = await open({ answers: [new TypeError("Failed to fetch")] });
    expect(page.find("s-form")).toBeDefined();
    expect(page.find("s-banner")).toBeUndefined();
  });

  it("says beside the field that a number is none, until it is changed", async () => {
    using page = await open({ buyerPhone: "12", answers: [says(off), new Response(null, { status: 422 })] });
    page.press();
    await vi.waitFor(() => expect(page.said("s-phone-field", "error")).toBe("Enter a valid number, with its country."));
    expect(page.find("s-banner")).toBeUndefined();
    page.type("s-phone-field", "+4915123456789");
    await vi.waitFor(() => expect(page.said("s-phone-field", "error")).toBeUndefined());
  });

  it.each([
    ["the network", new TypeError("Failed to fetch"), "check your connection"],
    ["the limit", new Response(null, { status: 429 }), "wait a few minutes"],
    ["the server", new Response(null, { status: 500 }), "try again in a moment"],
  ])("says in words what failed, keeps what was typed, and tries again: %s", async (_what, failure, words) => {
    using page = await open({ answers: [says(off), failure, says(pending)] });
    page.type("s-phone-field", "+4915123456789");
    page.tick();
    await vi.waitFor(() => expect(page.get("s-checkbox").checked).toBe(true));
    page.press();
    await vi.waitFor(() => expect(page.get("s-banner").textContent).toContain(words));
    expect(page.said("s-banner", "tone")).toBe("critical");
    expect(page.get("s-phone-field").value).toBe("+4915123456789");
    expect(page.get("s-button").textContent).toBe("Try again");
    page.press();
    await vi.waitFor(() => expect(page.find("s-form")).toBeUndefined());
    expect(page.asked.at(-1)?.body).toEqual(page.asked.at(-2)?.body);
  });

  it("is sent once however often it is tapped", async () => {
    using page = await open({ buyerPhone: "+4915123456789", answers: [says(off), says(pending)] });
    page.press();
    page.press();
    page.press();
    await vi.waitFor(() => expect(page.find("s-form")).toBeUndefined());
    expect(page.asked).toHaveLength(2);
  });

  it("reads right to left, with what is put in set apart", async () => {
    using page = await open({ locale: "ar", buyerPhone: "+966 51 234 5678", answers: [says(off), says(pending)] });
    expect(page.get("s-text").textContent).toContain("\u2068Lindenholz\u2069");
    page.press();
    await vi.waitFor(() => expect(page.body.textContent).toContain("\u2068+966 51 234 5678\u2069"));
    expect(page.body.textContent).toMatch(/^أرسلنا رسالة/);
  });

  it("names the countries in the shopper's language and order", async () => {
    using page = await open({ locale: "de" });
    const names = page.body.all("s-option").map((option) => option.textContent);
    expect(names).toContain("Deutschland");
    expect(names.indexOf("Österreich")).toBeLessThan(names.indexOf("Polen"));
    expect(names.length).toBeGreaterThan(230);
  });

  it("asks the server nothing where a merchant arranges the page", async () => {
    using page = await open({ editor: true, buyerPhone: "+4915123456789" });
    page.press();
    expect(page.find("s-form")).toBeDefined();
    expect(page.asked).toEqual([]);
  });

  it("does not break where the bundle has no address", async () => {
    vi.stubEnv("SHOPIFY_APP_URL", "");
    using page = await open({ buyerPhone: "+4915123456789" });
    page.press();
    await vi.waitFor(() => expect(page.get("s-banner").textContent).toContain("try again in a moment"));
    expect(page.asked).toEqual([]);
  });
});
