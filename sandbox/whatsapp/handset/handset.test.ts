import { describe, expect, it } from "vitest";
import {
  changes,
  fixture,
  inbound,
  offer,
  shapeOf,
  shopper,
  statuses,
  template,
  text,
  sandboxPerTest,
  wamidOf,
  type Started,
} from "../testing.ts";
import type { ShownChat, ShownUser } from "./show-user.ts";

const start = sandboxPerTest();
const handset = `/handset/api/${encodeURIComponent(shopper)}`;
const numberId = "200000000000001";

async function delivered(sandbox: Started, body: Record<string, unknown>): Promise<string> {
  const wamid = wamidOf(await sandbox.send(body));
  await sandbox.pass(1000);
  await sandbox.pass(1000);
  return wamid;
}

async function look(sandbox: Started): Promise<{ user: ShownUser; chats: ShownChat[] }> {
  return (await sandbox.get(`${handset}/chats`)).body as never;
}

describe("the chats of a handset", () => {
  it("show a template as the person reads it, once it is delivered", async () => {
    const sandbox = await start({ users: [{ phone: shopper, name: "Ada" }] });
    const wamid = wamidOf(await sandbox.send(template(shopper)));
    expect((await look(sandbox)).chats).toEqual([]);
    await sandbox.pass(1000);
    await sandbox.pass(1000);
    const { user, chats } = await look(sandbox);
    expect(user).toMatchObject({ phone: shopper, waId: "4915112345678", name: "Ada", marketing: "resume" });
    expect(chats).toEqual([
      {
        numberId,
        businessPhone: "+4930901820",
        displayPhone: "+49 30 901820",
        verifiedName: "Shop",
        blocked: false,
        unread: 1,
        windowOpenUntil: null,
        typingUntil: null,
        messages: [
          {
            id: wamid,
            from: "business",
            at: "2026-11-21T10:00:00.000Z",
            status: "delivered",
            kind: "template",
            header: { kind: "text", text: "Order #1001" },
            body: "Hi Ada, thank you for your order #1001 at our shop.",
            footer: "Reply STOP to opt out",
            buttons: [
              { index: 0, kind: "quick_reply", text: "Confirm", payload: "cod:confirm:1" },
              { index: 1, kind: "quick_reply", text: "Cancel", payload: "Cancel" },
              { index: 2, kind: "url", text: "See order", url: "https://shop.example/orders/xyz" },
            ],
            tappedButton: null,
            template: { name: "order_confirmed", language: "en", category: "UTILITY" },
          },
        ],
      },
    ]);
  });

  it("are read when the person looks", async () => {
    const sandbox = await start();
    const wamid = await delivered(sandbox, offer(shopper));
    expect((await sandbox.post(`${handset}/read`, { numberId })).body).toEqual({ read: [wamid] });
    expect((await sandbox.post(`${handset}/read`, { numberId })).body).toEqual({ read: [] });
    await sandbox.pass(0);
    expect(statuses(sandbox.app).at(-1)).toMatchObject({ id: wamid, status: "read" });
    expect((await look(sandbox)).chats[0]?.unread).toBe(0);
  });

  it("show free text, buttons, lists and media", async () => {
    const sandbox = await start();
    sandbox.sandbox.controls.receive(shopper, { text: "Hi" });
    await delivered(sandbox, text(shopper, "*Hello*"));
    await delivered(sandbox, { ...fixture("send/send_reply_button"), to: shopper });
    const image = { type: "image", image: { link: "https://x.example/a.png", caption: "Look" } };
    await delivered(sandbox, { messaging_product: "whatsapp", to: shopper, ...image });
    const messages = (await look(sandbox)).chats[0]?.messages;
    expect(messages?.[1]).toMatchObject({ kind: "text", body: "*Hello*" });
    expect(messages?.[2]).toMatchObject({
      kind: "interactive",
      body: "<BUTTON_TEXT>",
      buttons: [
        { index: 0, kind: "reply", text: "<BUTTON_TITLE_1>", payload: "<UNIQUE_BUTTON_ID_1>" },
        { index: 1, kind: "reply", text: "<BUTTON_TITLE_2>", payload: "<UNIQUE_BUTTON_ID_2>" },
      ],
    });
    expect(messages?.[3]).toMatchObject({ body: "Look", media: { url: "https://x.example/a.png" } });
  });
});

/** The inbound message of the last callback, against the published one of that kind. */
function expectPublished(sandbox: Started, name: string): void {
  const ours = shapeOf(sandbox.app.callbacks.at(-1)?.body).filter((path) => !path.endsWith("user_id: string"));
  expect(ours).toEqual(shapeOf(fixture(`webhook/${name}`)));
}

describe("a person", () => {
  it("writes every kind in its published shape", async () => {
    const sandbox = await start({ users: [{ phone: shopper, name: "Ada" }] });
    const write = async (content: Record<string, unknown>) => {
      const answer = await sandbox.post(`${handset}/messages`, { businessPhone: "+49 30 901820", ...content });
      expect(answer.status, JSON.stringify(answer.body)).toBe(201);
      await sandbox.pass(0);
    };
    await write({ text: "Does it come in another color?" });
    expectPublished(sandbox, "text_message");
    await write({ image: { caption: "Taj Mahal" } });
    expectPublished(sandbox, "image_message");
    await write({
      location: {
        latitude: 37.4,
        longitude: -122.1,
        name: "Philz",
        address: "101 Forest Ave",
        url: "https://x.example",
      },
    });
    expectPublished(sandbox, "location_message");
    await write({ reaction: { messageId: "wamid.x", emoji: "👍" } });
    expectPublished(sandbox, "reaction_message");
    const items = [{ productRetailerId: "di9", quantity: 2, itemPrice: 30, currency: "USD" }];
    await write({ order: { catalogId: "1", items } });
    expectPublished(sandbox, "order_message");
    await write({ unsupported: true });
    expectPublished(sandbox, "unsupported_message");
    const { referral } = (
      fixture("webhook/text_message_from_click_to_whatsapp_ad") as never as {
        entry: { changes: { value: { messages: { referral: Record<string, unknown> }[] } }[] }[];
      }
    ).entry[0]?.changes[0]?.value.messages[0] ?? { referral: {} };
    await write({ text: "Hello! Can I get more info on this?", referral });
    expectPublished(sandbox, "text_message_from_click_to_whatsapp_ad");
  });

  it("taps a template's quick reply: it arrives as `button` with its payload", async () => {
    const sandbox = await start();
    const wamid = await delivered(sandbox, template(shopper));
    const answer = await sandbox.post(`${handset}/messages`, { numberId, buttonReply: { messageId: wamid, index: 0 } });
    expect(answer.body.message).toMatchObject({ from: "user", kind: "button_reply", body: "Confirm", replyTo: wamid });
    await sandbox.pass(0);
    expect(inbound(sandbox.app)[0]).toMatchObject({
      context: { from: "4930901820", id: wamid },
      from: "4915112345678",
      type: "button",
      button: { payload: "cod:confirm:1", text: "Confirm" },
    });
    expectPublished(sandbox, "button_message");
    expect((await look(sandbox)).chats[0]?.messages[0]?.tappedButton).toBe(0);
  });

  it("answers reply buttons and lists", async () => {
    const sandbox = await start();
    sandbox.sandbox.controls.receive(shopper, { text: "Hi" });
    const withButtons = await delivered(sandbox, { ...fixture("send/send_reply_button"), to: shopper });
    const reply = { messageId: withButtons, payload: "<UNIQUE_BUTTON_ID_2>" };
    await sandbox.post(`${handset}/messages`, { numberId, buttonReply: reply });
    await sandbox.pass(0);
    expectPublished(sandbox, "interactive_button_reply_message");
    const rows = [{ id: "priority", title: "Priority Mail", description: "Next day" }];
    const withList = await delivered(sandbox, {
      messaging_product: "whatsapp",
      to: shopper,
      type: "interactive",
      interactive: { type: "list", body: { text: "How?" }, action: { button: "Choose", sections: [{ rows }] } },
    });
    await sandbox.post(`${handset}/messages`, { numberId, listReply: { messageId: withList, rowId: "priority" } });
    await sandbox.pass(0);
    expectPublished(sandbox, "interactive_list_reply_message");
    const wrong = await sandbox.post(`${handset}/messages`, {
      numberId,
      listReply: { messageId: withList, rowId: "x" },
    });
    expect(wrong.status).toBe(400);
  });

  it("stops and resumes marketing, and the business is told", async () => {
    const sandbox = await start();
    await delivered(sandbox, offer(shopper));
    expect((await sandbox.post(`${handset}/preferences`, { marketing: "stop" })).body).toEqual({ marketing: "stop" });
    await sandbox.pass(0);
    expect(changes(sandbox.app).at(-1)).toMatchObject({
      field: "user_preferences",
      value: {
        user_preferences: [
          { wa_id: "4915112345678", category: "marketing_messages", value: "stop", timestamp: expect.any(Number) },
        ],
      },
    });
    expect((await sandbox.send(offer(shopper))).code).toBe(131050);
    await sandbox.post(`${handset}/preferences`, { marketing: "resume" });
    expect((await look(sandbox)).user.marketing).toBe("resume");
  });

  it("changes the number: the chat stays, the ids are new, the business is told both", async () => {
    const sandbox = await start();
    const before = sandbox.sandbox.controls.user(shopper);
    await delivered(sandbox, offer(shopper));
    const changed = await sandbox.post(`${handset}/change-number`, { phone: "+4915199999999" });
    const user = changed.body.user as ShownUser;
    expect(user.phone).toBe("+4915199999999");
    expect(user.userId).not.toBe(before.userId);
    await sandbox.pass(0);
    const [system, update] = changes(sandbox.app).slice(-2);
    const ours = shapeOf(sandbox.app.callbacks.at(-2)?.body).filter((path) => !path.endsWith("user_id: string"));
    expect(ours).toEqual(shapeOf(fixture("webhook/system_message")));
    expect(system?.value.messages).toMatchObject([
      { from: "4915112345678", system: { type: "user_changed_number", wa_id: "4915199999999", user_id: user.userId } },
    ]);
    expect(update).toMatchObject({
      field: "user_id_update",
      value: { user_id_update: [{ user_id: { previous: before.userId, current: user.userId } }] },
    });
    const { to: _, ...unaddressed } = template(shopper);
    expect((await sandbox.send({ ...unaddressed, recipient: before.userId })).code).toBe(131009);
    expect(sandbox.sandbox.controls.chats("+4915199999999")[0]?.messages).toHaveLength(2);
    sandbox.sandbox.controls.user("+4915177777777");
    expect((await sandbox.post("/handset/api/4915199999999/change-number", { phone: "+4915177777777" })).status).toBe(
      400,
    );
  });

  it("with a hidden phone changes only the id", async () => {
    const sandbox = await start({ users: [{ phone: shopper, phoneHidden: true, name: "Ada" }] });
    const before = sandbox.sandbox.controls.user(shopper).userId;
    sandbox.sandbox.controls.receive(shopper, { text: "Hi" });
    sandbox.sandbox.controls.changeNumber(shopper, "+4915199999999");
    await sandbox.pass(0);
    const after = sandbox.sandbox.controls.user("+4915199999999").userId;
    expect(inbound(sandbox.app).at(-1)?.system).toEqual({
      type: "user_changed_user_id",
      user_id: after,
      body: `User Ada changed from ${before} to ${after}`,
    });
  });

  it("blocks and unblocks: what came meanwhile arrives then", async () => {
    const sandbox = await start();
    expect((await sandbox.post(`${handset}/block`, { numberId })).body).toEqual({ blocked: true });
    await delivered(sandbox, offer(shopper));
    expect((await look(sandbox)).chats).toEqual([]);
    await sandbox.post(`${handset}/unblock`, { numberId });
    expect((await look(sandbox)).chats[0]?.messages).toHaveLength(1);
  });

  it("opens a click-to-chat link", async () => {
    const sandbox = await start();
    const link = `${handset}/compose?phone=4930901820&text=${encodeURIComponent("Is it in stock?")}`;
    expect((await sandbox.get(link)).body).toEqual({
      numberId,
      businessPhone: "+4930901820",
      verifiedName: "Shop",
      text: "Is it in stock?",
    });
    expect((await sandbox.get(`${handset}/compose?phone=491&text=x`)).status).toBe(404);
  });

  it("is told what can not be done", async () => {
    const sandbox = await start();
    expect((await sandbox.post(`${handset}/messages`, { numberId })).status).toBe(400);
    expect((await sandbox.post(`${handset}/messages`, { numberId: "1", text: "Hi" })).status).toBe(400);
    expect((await sandbox.post(`${handset}/messages`, "{")).status).toBe(400);
    expect((await sandbox.post(`${handset}/dance`, {})).status).toBe(404);
    expect((await sandbox.get("/handset/api/nobody/chats")).status).toBe(404);
  });
});

describe("the stream of events", () => {
  it("tells messages, ticks, typing and changes", async () => {
    const sandbox = await start();
    const stop = new AbortController();
    const response = await fetch(`${sandbox.origin}${handset}/events`, { signal: stop.signal });
    const reader = (response.body ?? new ReadableStream<Uint8Array>()).getReader();
    const decoder = new TextDecoder();
    let received = "";
    const until = async (part: string) => {
      while (!received.includes(part)) received += decoder.decode((await reader.read()).value);
    };
    await until(": hello");
    const wamid = await delivered(sandbox, template(shopper));
    await until('"body":"Hi Ada, thank you');
    sandbox.sandbox.controls.read(shopper);
    await until(`event: status\ndata: {"numberId":"${numberId}","messageId":"${wamid}","status":"read"`);
    const id = sandbox.sandbox.controls.receive(shopper, { text: "Thanks" });
    await until('"body":"Thanks"');
    const mark = { ...fixture("send/send_typing_indicator_and_read_receipt"), message_id: id };
    await sandbox.send(mark);
    await until('event: typing\ndata: {"numberId":"200000000000001","until":"2026');
    sandbox.sandbox.controls.setBlocked(shopper, true);
    await until("event: chats");
    expect(received.indexOf("event: message")).toBeLessThan(received.indexOf("event: typing"));
    stop.abort();
  });
});

it("gives every person an id of their own", async () => {
  const sandbox = await start();
  const ids = ["+4915112345671", "+4915112345672", "+16505551234"].map(
    (each) => sandbox.sandbox.controls.user(each).userId,
  );
  expect(new Set(ids).size).toBe(3);
  for (const id of ids) expect(id).toMatch(/^[A-Z]{2}\.(ENT\.)?[0-9A-Za-z]{1,128}$/);
});
