import { expect, it } from "vitest";
import { compileComponents } from "../core/templates/compile-components.ts";
import type { TemplateDraft } from "../core/templates/model.ts";
import { previewOfRows } from "./template-previews.ts";

const shopId = "0190aaaa-0000-7000-8000-000000000001";
const mediaId = "0190aaaa-0000-7000-8000-000000000002";

const base: TemplateDraft = {
  name: "sale",
  language: "en",
  category: "marketing",
  body: "Hi {{customer.first_name}}, our oak week has begun.",
  buttons: [],
  samples: { "customer.first_name": "Ada" },
};

/** What a step of an automation shows of a template that Meta has. */
function shown(draft: TemplateDraft) {
  const { components, variables } = compileComponents(draft, { storefrontHost: "shop.example" });
  const row = { ...draft, category: "marketing", status: "approved", components, variables };
  return previewOfRows([row], "en", shopId)?.languages[0]?.message;
}

it("shows a limited-time offer with its code and its end", () => {
  const link = { type: "url", text: "Look", base: "https://shop.example/sale" } as const;
  const message = shown({
    ...base,
    offer: { text: "Oak week", hours: 72 },
    buttons: [{ type: "copy_code", code: "OAK10" }, link],
  });
  expect(message).toMatchObject({
    offer: { text: "Oak week", code: "OAK10", hours: 72 },
    body: "Hi Ada, our oak week has begun.",
    buttons: [{ kind: "copy_code" }, { kind: "url", text: "Look" }],
  });
});

it("shows the cards of a carousel with their pictures", () => {
  const card = {
    media: { format: "image", mediaId } as const,
    body: "A bowl for {{customer.first_name}} of oak",
    buttons: [{ type: "quick_reply", text: "More" } as const],
  };
  expect(shown({ ...base, cards: [card, card] })?.cards).toEqual(
    Array(2).fill({
      header: { kind: "image", url: `/media/${shopId}/${mediaId}`, fileName: null },
      body: "A bowl for Ada of oak",
      buttons: [{ kind: "quick_reply", text: "More" }],
    }),
  );
});

it("fills in examples of its own where Meta lists none", () => {
  const components = [{ type: "BODY", text: "Order {{1}} has left." }];
  const variables = { header: [], body: ["order.name"], buttons: [] };
  const row = { name: "gone", language: "en", category: "utility", status: "approved", components, variables };
  expect(previewOfRows([row], "en", shopId)?.languages[0]?.message.body).toMatch(/^Order #\d+ has left\.$/);
});
