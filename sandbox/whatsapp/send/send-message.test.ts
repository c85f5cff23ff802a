import { describe, expect, it } from "vitest";
import { defaultPhoneNumberId } from "../defaults.ts";
import type { orderTemplate } from "../testing.ts";
import { account, fixture, offer, shapeOf, shopper, template, text, sandboxPerTest, wamidOf } from "../testing.ts";

const start = sandboxPerTest();
const messages = `/graph/v25.0/${defaultPhoneNumberId}/messages`;

function withBody(parameters: unknown[]): Record<string, unknown> {
  const sent = structuredClone(template(shopper)) as {
    template: { components: { type: string; parameters: unknown[] }[] };
  };
  const body = sent.template.components.find((component) => component.type === "body");
  if (body) body.parameters = parameters;
  return sent;
}

describe("a send", () => {
  it("is answered in the captured shape, and counted once per biz_opaque_callback_data", async () => {
    const sandbox = await start();
    const answer = await sandbox.send(template(shopper, { biz_opaque_callback_data: "m1" }));
    expect(answer.status).toBe(200);
    expect(shapeOf(answer.body)).toEqual(shapeOf(fixture("response_send/template_captured")));
    expect(answer.body.contacts).toEqual([{ input: shopper, wa_id: "4915112345678" }]);
    await sandbox.send(template("+4915112345679", { biz_opaque_callback_data: "m1" }));
    const state = sandbox.sandbox.controls.state();
    expect(state).toMatchObject({ accepted: 2, distinct: 1, duplicates: 1, duplicateKeys: ["m1"] });
  });

  it("to a business-scoped id answers with user_id and no wa_id; `to` wins over `recipient`", async () => {
    const sandbox = await start();
    const { userId } = sandbox.sandbox.controls.user(shopper);
    const { to: _, ...unaddressed } = template(shopper);
    const answer = await sandbox.send({ ...unaddressed, recipient: userId });
    expect(answer.body.contacts).toEqual([{ input: userId, user_id: userId }]);
    const both = await sandbox.send({ ...template("+4915112345679"), recipient: userId });
    expect(both.body.contacts).toEqual([{ input: "+4915112345679", wa_id: "4915112345679" }]);
    expect((await sandbox.send({ ...unaddressed, recipient: "DE.nobody" })).code).toBe(131009);
  });

  it("reaches the same person under the Brazilian, Argentinian and Mexican variants", async () => {
    const sandbox = await start({ users: [{ phone: "+5511912345678", waId: "551112345678" }] });
    const answer = await sandbox.send(template("+55 (11) 91234-5678"));
    expect(answer.body.contacts).toEqual([{ input: "+55 (11) 91234-5678", wa_id: "551112345678" }]);
    expect((await sandbox.send(template("+525512345678"))).body.contacts).toMatchObject([{ wa_id: "5215512345678" }]);
    expect((await sandbox.send(template("+541112345678"))).body.contacts).toMatchObject([{ wa_id: "5491112345678" }]);
  });

  it("of every published kind is taken inside the window", async () => {
    const sandbox = await start();
    sandbox.sandbox.controls.receive(shopper, { text: "Hi" });
    for (const name of [
      "send_reply_button",
      "send_list_message",
      "send_text_message_with_preview_url",
      "send_reply_with_reaction_message",
      "send_location_message",
      "send_contact_message",
      "interactive_contact_request_bsuid",
    ]) {
      const sample = { ...fixture(`send/${name}`), to: shopper };
      const body = JSON.parse(
        JSON.stringify(sample).replaceAll(/<([A-Z_0-9]+)>/g, (_, key: string) => key.slice(-15)),
      ) as Record<string, unknown>;
      const answer = await sandbox.send(body);
      expect(answer.body, name).not.toHaveProperty("error");
    }
  });

  it("of broken JSON, of nothing and of an unknown kind is refused", async () => {
    const sandbox = await start();
    sandbox.sandbox.controls.receive(shopper, { text: "Hi" });
    expect((await sandbox.post(messages, "{broken")).code).toBe(100);
    expect((await sandbox.post(messages, {})).code).toBe(100);
    expect((await sandbox.send({ messaging_product: "whatsapp", type: "text", text: { body: "x" } })).code).toBe(100);
    expect((await sandbox.send({ ...text(shopper), type: "hologram" })).code).toBe(100);
    expect((await sandbox.send(text("not a number"))).code).toBe(131009);
    expect((await sandbox.send(text("+49 30 901820"))).code).toBe(131021);
    expect((await sandbox.send(text(shopper, "x".repeat(4097)))).code).toBe(100);
    expect((await sandbox.send({ ...text(shopper), biz_opaque_callback_data: "x".repeat(513) })).code).toBe(100);
  });
});

describe("who may send", () => {
  it("is told by the token and the number", async () => {
    const sandbox = await start({
      accounts: [
        account(),
        account({ id: "2", tokens: ["other"], numbers: [{ id: "22", displayPhone: "+49 30 1", verifiedName: "B" }] }),
      ],
    });
    const unknown = await sandbox.post(messages, template(shopper), "wrong");
    expect(unknown).toMatchObject({ status: 401, code: 190 });
    const foreign = await sandbox.post(messages, template(shopper), "other");
    expect(foreign.status).toBe(400);
    expect(foreign.body.error).toMatchObject({ code: 100, error_subcode: 33 });
    expect((await sandbox.post("/graph/v25.0/999/messages", template(shopper))).body.error).toMatchObject({
      error_subcode: 33,
    });
  });
});

describe("a template's parameters", () => {
  it("of the wrong number are refused in the captured words", async () => {
    const sandbox = await start();
    const answer = await sandbox.send(withBody([{ type: "text", text: "Ada" }]));
    expect(shapeOf(answer.body)).toEqual(shapeOf(fixture("error/132000_param_count_captured")));
    expect(answer.body.error).toMatchObject({
      message: "(#132000) Number of parameters does not match the expected number of params",
      error_data: {
        details: "body: number of localizable_params (1) does not match the expected number of params (2)",
      },
    });
  });

  it.each([
    ["empty", "", 131008],
    ["blank", "  ", 131008],
    ["with a line break", "a\nb", 132018],
    ["with a tab", "a\tb", 132018],
    ["with five spaces", "a     b", 132018],
    ["with four spaces", "a    b", undefined],
    ["making the body too long", "x".repeat(1024), 132005],
  ])("%s: answers %s with %s", async (_, value, code) => {
    const sandbox = await start();
    const answer = await sandbox.send(
      withBody([
        { type: "text", text: value },
        { type: "text", text: "#1" },
      ]),
    );
    expect(answer.code).toBe(code);
  });

  it("in another form than the template's are refused", async () => {
    const sandbox = await start();
    const image = { type: "header", parameters: [{ type: "image", image: { link: "https://x.example/a.png" } }] };
    const sent = structuredClone(template(shopper)) as { template: { components: unknown[] } };
    sent.template.components[0] = image;
    expect((await sandbox.send(sent)).code).toBe(132012);
    const named = withBody([
      { type: "text", parameter_name: "name", text: "Ada" },
      { type: "text", parameter_name: "order", text: "#1" },
    ]);
    expect((await sandbox.send(named)).code).toBe(132012);
  });

  it("of buttons: a missing URL value, a wrong kind, a button that is not there", async () => {
    const sandbox = await start();
    const withButtons = (...buttons: unknown[]) => {
      const sent = structuredClone(template(shopper)) as { template: { components: { type: string }[] } };
      sent.template.components = [
        ...sent.template.components.filter((component) => component.type !== "button"),
        ...(buttons as { type: string }[]),
      ];
      return sent;
    };
    const url = { type: "button", sub_type: "url", index: "2", parameters: [{ type: "text", text: "x" }] };
    const missing = await sandbox.send(withButtons());
    expect(missing.code).toBe(131008);
    expect(missing.body.error).toMatchObject({
      error_data: { details: "buttons: Button at index 2 of type Url requires a parameter" },
    });
    expect((await sandbox.send(withButtons({ ...url, index: "0" }))).code).toBe(132012);
    expect((await sandbox.send(withButtons(url, { ...url, index: "7" }))).code).toBe(132018);
    expect((await sandbox.send(withButtons({ ...url, index: undefined }))).code).toBe(131008);
    expect((await sandbox.send(withButtons({ ...url, index: 2 }))).status).toBe(200);
  });

  it("of a template with named variables go by name", async () => {
    const named = fixture("template_create/named_params_order_confirmation");
    const seed = { ...named, parameterFormat: "NAMED" } as unknown as typeof orderTemplate;
    const sandbox = await start({ accounts: [account({ templates: [seed] })] });
    const sent = fixture("send/template_named_params");
    expect((await sandbox.send(sent)).status).toBe(200);
    expect(sandbox.sandbox.controls.accepted()[0]?.shown.body).toBe(
      "Thank you, Jessica! Your order number is SKBUP2-4CPIG9.",
    );
  });
});

describe("a template", () => {
  it("is sent only while approved, in its language", async () => {
    const sandbox = await start();
    const { controls } = sandbox.sandbox;
    const german = structuredClone(template(shopper)) as { template: { language: { code: string } } };
    german.template.language.code = "de";
    const missing = await sandbox.send(german);
    expect(missing).toMatchObject({ status: 404, code: 132001 });
    expect(missing.body.error).toMatchObject({
      error_data: { details: "template name (order_confirmed) does not exist in de" },
    });
    for (const [status, code] of [
      ["PENDING", 132001],
      ["REJECTED", 132001],
      ["PAUSED", 132015],
      ["DISABLED", 132016],
    ] as const) {
      controls.setTemplate({ name: "order_confirmed", language: "en", status });
      expect((await sandbox.send(template(shopper))).code).toBe(code);
    }
  });

  it("goes through the Marketing Messages API when it is marketing", async () => {
    const sandbox = await start();
    const path = `/graph/v25.0/${defaultPhoneNumberId}/marketing_messages`;
    expect((await sandbox.post(path, { ...offer(shopper), product_policy: "STRICT" })).status).toBe(200);
    expect((await sandbox.post(path, template(shopper))).code).toBe(100);
    const free = await sandbox.post(path, text(shopper));
    expect(shapeOf(free.body)).toEqual(shapeOf(fixture("error/100_mm_api_template_only")));
    expect(free.body.error).toMatchObject({ error_data: { details: "Message must be a template message." } });
  });
});

describe("reading and typing", () => {
  it("marks what the person wrote as read, and shows typing for 25 s", async () => {
    const sandbox = await start();
    const { controls } = sandbox.sandbox;
    const id = controls.receive(shopper, { text: "Where is my order?" });
    const sample = { ...fixture("send/send_typing_indicator_and_read_receipt"), message_id: id };
    expect((await sandbox.send(sample)).body).toEqual({ success: true });
    expect(controls.chats(shopper)[0]).toMatchObject({
      typingUntil: "2026-11-21T10:00:25.000Z",
      messages: [{ id, status: "read" }],
    });
    await sandbox.pass(25_000);
    expect(controls.chats(shopper)[0]?.typingUntil).toBeNull();
    expect((await sandbox.send({ ...sample, message_id: "wamid.unknown" })).code).toBe(131009);
  });
});

it("gives every message an id of its own", async () => {
  const sandbox = await start();
  const one = wamidOf(await sandbox.send(template(shopper)));
  const other = wamidOf(await sandbox.send(template(shopper)));
  expect(one).toMatch(/^wamid\.[A-Za-z0-9+/=]+$/);
  expect(other).not.toBe(one);
});
