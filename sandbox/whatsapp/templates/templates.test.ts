import { describe, expect, it } from "vitest";
import { dayMs } from "../defaults.ts";
import {
  account,
  changes,
  fixture,
  orderTemplate,
  shapeOf,
  sandboxPerTest,
  type Answer,
  type Started,
} from "../testing.ts";

const start = sandboxPerTest();
const path = "/graph/v25.0/100000000000001/message_templates";

function draft(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    name: "parcel",
    language: "en",
    category: "UTILITY",
    components: [{ type: "BODY", text: "Your parcel is on its way." }],
    ...change,
  };
}

function body(text: string, samples?: string[]): Record<string, unknown> {
  return draft({ components: [{ type: "BODY", text, ...(samples ? { example: { body_text: [samples] } } : {}) }] });
}

function buttons(...list: unknown[]): Record<string, unknown> {
  return draft({
    components: [
      { type: "BODY", text: "Your parcel." },
      { type: "BUTTONS", buttons: list },
    ],
  });
}

function subcode(answer: Answer): unknown {
  return (answer.body.error as { error_subcode?: number } | undefined)?.error_subcode;
}

describe("a new template", () => {
  it("is pending, then approved and told so", async () => {
    const sandbox = await start();
    const answer = await sandbox.post(path, draft());
    expect(shapeOf(answer.body)).toEqual(shapeOf(fixture("response_template_create/200_example_response")));
    expect(answer.body).toMatchObject({ status: "PENDING", category: "UTILITY" });
    await sandbox.pass(1999);
    expect(changes(sandbox.app)).toEqual([]);
    await sandbox.pass(1);
    expect(changes(sandbox.app)).toEqual([
      {
        field: "message_template_status_update",
        value: {
          event: "APPROVED",
          message_template_id: Number(answer.body.id),
          message_template_name: "parcel",
          message_template_language: "en",
          message_template_category: "UTILITY",
          reason: "NONE",
        },
      },
    ]);
  });

  it("that offers something is approved as marketing, not as utility", async () => {
    const sandbox = await start({ delays: { reviewMs: 0 } });
    await sandbox.post(path, body("Your parcel is here. Take 20% off your next order."));
    await sandbox.pass(0);
    expect(changes(sandbox.app).map((change) => change.field)).toEqual([
      "template_category_update",
      "message_template_status_update",
    ]);
    const listed = await sandbox.get(`${path}?name=parcel`);
    expect(listed.body.data).toMatchObject([{ category: "MARKETING", previous_category: "UTILITY" }]);
  });

  it.each([
    "create_template_w_document_header_text_body_a_phone_number_button_and_a_url_button",
    "create_template_w_image_header_text_body_text_footer_and_2_call_to_action_buttons",
    "create_template_w_location_header_text_body_text_footer_and_a_website_buttons",
    "create_template_w_text_header_text_body_text_footer_and_2_quick_reply_buttons",
    "create_multi_product_message_template",
    "create_authentication_template_w_otp_copy_code_button",
    "create_authentication_template_w_otp_one_tap_autofill_button",
    "edit_template",
    "named_params_order_confirmation",
  ])("as Meta publishes it is taken: %s", async (name) => {
    const sandbox = await start();
    const answer = await sandbox.post(path, fixture(`template_create/${name}`));
    expect(answer.body).not.toHaveProperty("error");
  });

  it("is refused in Meta's shape", async () => {
    const sandbox = await start();
    const answer = await sandbox.post(path, body("{{1}} is your order.", ["#1"]));
    expect(answer.status).toBe(400);
    expect(answer.body.error).toEqual({
      message: "Invalid parameter",
      type: "OAuthException",
      code: 100,
      error_subcode: 2388299,
      is_transient: false,
      error_user_title: "Leading or trailing params not allowed",
      error_user_msg: "Variables can't be at the start or end of the template.",
      fbtrace_id: expect.any(String),
    });
  });

  it.each<[string, Record<string, unknown>, number | undefined]>([
    ["a name with capitals", draft({ name: "Parcel" }), undefined],
    ["an unknown category", draft({ category: "TRANSACTIONAL" }), undefined],
    ["a language that is none", draft({ language: "english" }), undefined],
    ["no body", draft({ components: [{ type: "FOOTER", text: "x" }] }), 2388043],
    ["a body that is too long", body("x".repeat(1025)), 2388040],
    ["a variable at the end", body("Your order is {{1}}", ["#1"]), 2388299],
    ["variables without samples", body("Hi {{1}}, your order is here now."), 2388043],
    ["too few samples", body("Hi {{1}}, your order {{2}} is here with us now.", ["Ada"]), 2388043],
    ["an empty sample", body("Hi {{1}}, your order is here now.", [""]), 2388043],
    ["too many variables for its length", body("Hi {{1}}, {{2}} and {{3}} too.", ["a", "b", "c"]), 2388293],
    ["adjacent variables", body("Hi {{1}} {{2}}, here is your order as you asked for.", ["a", "b"]), 2388072],
    ["a gap in the numbers", body("Hi {{1}}, your order {{3}} is here with us now.", ["a", "b"]), 2388072],
    ["a named variable in a positional template", body("Hi {{name}}, your order is here.", ["a"]), 2388072],
    ["three new lines", body("Hi.\n\n\nYour order is here."), 2388072],
    [
      "a long header",
      draft({
        components: [
          { type: "HEADER", format: "TEXT", text: "x".repeat(61) },
          { type: "BODY", text: "x" },
        ],
      }),
      2388040,
    ],
    [
      "a header with two variables",
      draft({
        components: [
          { type: "HEADER", format: "TEXT", text: "A {{1}} and {{2}}", example: { header_text: ["a", "b"] } },
          { type: "BODY", text: "x" },
        ],
      }),
      2388047,
    ],
    [
      "a header with an emoji",
      draft({
        components: [
          { type: "HEADER", format: "TEXT", text: "Hi 🎉" },
          { type: "BODY", text: "x" },
        ],
      }),
      2388047,
    ],
    [
      "a variable in the footer",
      draft({
        components: [
          { type: "BODY", text: "x" },
          { type: "FOOTER", text: "{{1}}" },
        ],
      }),
      2388073,
    ],
    [
      "three URL buttons",
      buttons(...["a", "b", "c"].map((text) => ({ type: "URL", text, url: "https://x.example" }))),
      undefined,
    ],
    [
      "eleven buttons",
      buttons(...Array.from({ length: 11 }, (_, index) => ({ type: "QUICK_REPLY", text: `B${index}` }))),
      undefined,
    ],
    ["a long button", buttons({ type: "QUICK_REPLY", text: "x".repeat(26) }), undefined],
    [
      "a URL variable that is not last",
      buttons({ type: "URL", text: "a", url: "https://x.example/{{1}}/b", example: ["a"] }),
      undefined,
    ],
    ["a URL variable without a sample", buttons({ type: "URL", text: "a", url: "https://x.example/{{1}}" }), undefined],
    [
      "quick replies that are split",
      buttons(
        { type: "QUICK_REPLY", text: "a" },
        { type: "URL", text: "b", url: "https://x.example" },
        { type: "QUICK_REPLY", text: "c" },
      ),
      undefined,
    ],
    ["a long copy code", buttons({ type: "COPY_CODE", example: "x".repeat(16) }), undefined],
  ])("with %s is refused", async (_, request, expected) => {
    const sandbox = await start();
    const answer = await sandbox.post(path, request);
    expect(answer).toMatchObject({ status: 400, code: 100 });
    expect(subcode(answer)).toBe(expected);
    expect(sandbox.sandbox.controls.state().templates).toBe(2);
  });

  it("counts words in languages without spaces", async () => {
    const sandbox = await start();
    const japanese = draft({
      language: "ja",
      components: [
        { type: "BODY", text: "こんにちは、{{1}}様。ご注文の商品を発送しました。", example: { body_text: [["山田"]] } },
      ],
    });
    expect((await sandbox.post(path, japanese)).body).not.toHaveProperty("error");
  });

  it("twice in a language is refused, and beyond the account's number", async () => {
    const sandbox = await start({ accounts: [account({ templateLimit: 3 })] });
    expect((await sandbox.post(path, draft())).status).toBe(200);
    expect(subcode(await sandbox.post(path, draft()))).toBe(2388024);
    expect(subcode(await sandbox.post(path, draft({ language: "de" })))).toBe(2388019);
  });
});

describe("an edit", () => {
  it("is reviewed again; an approved template takes one a day", async () => {
    const sandbox = await start({ delays: { reviewMs: 0 } });
    const { id } = (await sandbox.post(path, draft())).body;
    await sandbox.pass(0);
    const edit = () =>
      sandbox.post(`/graph/v25.0/${String(id)}`, { components: [{ type: "BODY", text: "It is here." }] });
    expect((await edit()).body).toEqual({ success: true });
    await sandbox.pass(0);
    expect((await edit()).code).toBe(100);
    await sandbox.pass(dayMs);
    expect((await edit()).body).toEqual({ success: true });
    expect((await sandbox.post(`/graph/v25.0/${String(id)}`, body("{{1}} x", ["a"]))).code).toBe(100);
  });

  it("can not change the category of an approved template", async () => {
    const sandbox = await start({ delays: { reviewMs: 0 } });
    const { id } = (await sandbox.post(path, draft())).body;
    await sandbox.pass(0);
    expect((await sandbox.post(`/graph/v25.0/${String(id)}`, { category: "MARKETING" })).code).toBe(100);
  });
});

describe("a deletion", () => {
  it("takes all languages of a name, tells the app, and blocks the name for 30 days", async () => {
    const sandbox = await start({ delays: { reviewMs: 0 } });
    await sandbox.post(path, draft());
    await sandbox.post(path, draft({ language: "de" }));
    await sandbox.pass(0);
    const remove = (query: string) =>
      fetch(`${sandbox.origin}${path}?${query}`, {
        method: "DELETE",
        headers: { authorization: "Bearer sandbox-system-user-token" },
      });
    expect(await (await remove("name=parcel")).json()).toEqual({ success: true });
    expect((await remove("name=parcel")).status).toBe(400);
    await sandbox.pass(0);
    const deleted = changes(sandbox.app).filter((change) => change.value.event === "DELETED");
    expect(deleted).toHaveLength(2);
    expect(deleted[0]?.value.reason).toBeNull();
    expect(subcode(await sandbox.post(path, draft()))).toBe(2388023);
    await sandbox.pass(30 * dayMs);
    expect((await sandbox.post(path, draft())).status).toBe(200);
  });
});

describe("the list", () => {
  async function withMany(count: number): Promise<Started> {
    const templates = Array.from({ length: count }, (_, index) => ({ ...orderTemplate, name: `t${index}` }));
    return start({ accounts: [account({ templates })] });
  }

  it("has the published shape", async () => {
    const sandbox = await start();
    const answer = await sandbox.get(`${path}?limit=1`);
    const published = shapeOf(fixture("response_templates_list/200_example_response"));
    const ours = shapeOf(answer.body);
    for (const part of [".data[].name: string", ".data[].id: string", ".paging.cursors.after: string"]) {
      expect(published).toContain(part);
      expect(ours).toContain(part);
    }
    const one = await sandbox.get(`/graph/v25.0/${(answer.body.data as { id: string }[])[0]?.id}`);
    const single = fixture("response_template_get/200_example_response");
    expect(Object.keys(one.body)).toEqual(expect.arrayContaining(Object.keys(single)));
  });

  it("is read to the end by cursors, each template once", async () => {
    const sandbox = await withMany(120);
    const names: string[] = [];
    let url: string | undefined = `${path}?limit=50&fields=name,status`;
    let pages = 0;
    while (url) {
      const answer = await sandbox.get(url);
      names.push(...(answer.body.data as { name: string }[]).map((item) => item.name));
      const paging = answer.body.paging as { next?: string; cursors: { after: string } };
      url = paging.next?.slice(sandbox.origin.length);
      if (url) expect(url).toContain(`after=${paging.cursors.after}`);
      pages += 1;
    }
    expect(pages).toBe(3);
    expect(names).toEqual(Array.from({ length: 120 }, (_, index) => `t${index}`));
  });

  it("goes backwards, and survives the deletion of the cursor's template", async () => {
    const sandbox = await withMany(10);
    const first = await sandbox.get(`${path}?limit=4`);
    const { after } = (first.body.paging as { cursors: { after: string } }).cursors;
    await fetch(`${sandbox.origin}${path}?name=t3`, {
      method: "DELETE",
      headers: { authorization: "Bearer sandbox-system-user-token" },
    });
    const second = await sandbox.get(`${path}?limit=4&after=${after}`);
    expect((second.body.data as { name: string }[]).map((item) => item.name)).toEqual(["t4", "t5", "t6", "t7"]);
    const { before } = (second.body.paging as { cursors: { before: string } }).cursors;
    const back = await sandbox.get(`${path}?limit=2&before=${before}`);
    expect((back.body.data as { name: string }[]).map((item) => item.name)).toEqual(["t1", "t2"]);
    expect((await sandbox.get(`${path}?after=nonsense`)).code).toBe(100);
  });

  it("is filtered by status, language, category and name", async () => {
    const sandbox = await start();
    sandbox.sandbox.controls.setTemplate({ name: "offer", language: "en", status: "PAUSED" });
    const count = async (query: string) => ((await sandbox.get(`${path}?${query}`)).body.data as unknown[]).length;
    expect(await count("status=APPROVED")).toBe(1);
    expect(await count("status=PAUSED")).toBe(1);
    expect(await count("language=de")).toBe(0);
    expect(await count("category=MARKETING")).toBe(1);
    expect(await count("name=order_confirmed")).toBe(1);
  });

  it("is limited per hour", async () => {
    const sandbox = await start({ managementCallsPerHour: 2 });
    await sandbox.get(path);
    await sandbox.get(path);
    expect((await sandbox.get(path)).code).toBe(80007);
    sandbox.clock.advance(3_600_000);
    expect((await sandbox.get(path)).status).toBe(200);
  });
});

describe("what happens to a template later", () => {
  it("is told: paused, disabled, quality, category", async () => {
    const sandbox = await start();
    const { controls } = sandbox.sandbox;
    controls.setTemplate({ name: "offer", language: "en", quality: "RED" });
    controls.setTemplate({ name: "offer", language: "en", status: "PAUSED" });
    controls.setTemplate({ name: "offer", language: "en", status: "REJECTED", reason: "ABUSIVE_CONTENT" });
    controls.setTemplate({ name: "order_confirmed", language: "en", category: "MARKETING" });
    await sandbox.pass(0);
    expect(changes(sandbox.app)).toMatchObject([
      {
        field: "message_template_quality_update",
        value: { previous_quality_score: "UNKNOWN", new_quality_score: "RED", message_template_name: "offer" },
      },
      { field: "message_template_status_update", value: { event: "PAUSED", other_info: { title: "FIRST_PAUSE" } } },
      { field: "message_template_status_update", value: { event: "REJECTED", reason: "ABUSIVE_CONTENT" } },
      { field: "template_category_update", value: { previous_category: "UTILITY", new_category: "MARKETING" } },
    ]);
  });
});
