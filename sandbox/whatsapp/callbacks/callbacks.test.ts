import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { dayMs, defaultAppSecret } from "../defaults.ts";
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
} from "../testing.ts";
import { metaJson } from "./sign.ts";

const start = sandboxPerTest();
const secondMs = 1000;

type Envelope = { entry: { changes: { value: { contacts?: unknown[]; statuses?: unknown[] } }[] }[] };

describe("a status", () => {
  it("follows in the published shape: sent, delivered with the price, read without it", async () => {
    const sandbox = await start();
    sandbox.sandbox.controls.addUser({ phone: shopper, name: "Pablo M.", username: "@pablomorales" });
    const wamid = wamidOf(await sandbox.send({ ...offer(shopper), biz_opaque_callback_data: "m1" }));
    await sandbox.pass(secondMs);
    await sandbox.pass(secondMs);
    sandbox.sandbox.controls.read(shopper);
    await sandbox.pass(0);
    expect(statuses(sandbox.app)).toEqual([
      {
        id: wamid,
        status: "sent",
        timestamp: "1795255201",
        recipient_id: "4915112345678",
        recipient_user_id: expect.stringMatching(/^DE\.\d+$/),
        biz_opaque_callback_data: "m1",
      },
      {
        id: wamid,
        status: "delivered",
        timestamp: "1795255202",
        recipient_id: "4915112345678",
        recipient_user_id: expect.stringMatching(/^DE\.\d+$/),
        pricing: { billable: true, pricing_model: "PMP", type: "regular", category: "marketing" },
        biz_opaque_callback_data: "m1",
      },
      expect.not.objectContaining({ pricing: expect.anything() }),
    ]);
    const delivered = sandbox.app.callbacks[1]?.body;
    const published = shapeOf(fixture("webhook_metadocs/status_delivered_with_username_and_phone"));
    const ours = shapeOf(delivered).filter((path) => !path.includes("biz_opaque_callback_data"));
    expect(ours).toEqual(published.filter((path) => !path.includes("parent_user_id")));
  });

  it("leaves the phone out for a person with a username, unless the business wrote to it within 30 days", async () => {
    const sandbox = await start({ users: [{ phone: shopper, phoneHidden: true, username: "@ada" }] });
    const { userId } = sandbox.sandbox.controls.user(shopper);
    const { to: _, ...unaddressed } = template(shopper);
    await sandbox.send({ ...unaddressed, recipient: userId });
    await sandbox.pass(secondMs);
    await sandbox.pass(secondMs);
    expect(statuses(sandbox.app)).toHaveLength(2);
    for (const status of statuses(sandbox.app)) {
      expect(status).not.toHaveProperty("recipient_id");
      expect(status.recipient_user_id).toBe(userId);
    }
    const delivered = sandbox.app.callbacks.at(-1)?.body;
    expect(shapeOf(delivered)).toEqual(
      shapeOf(fixture("webhook_metadocs/status_delivered_bsuid_only_no_phone")).filter(
        (path) => !path.includes("parent"),
      ),
    );
    sandbox.sandbox.controls.receive(shopper, { text: "Hi" });
    await sandbox.pass(0);
    expect(shapeOf(sandbox.app.callbacks.at(-1)?.body)).toEqual(
      shapeOf(fixture("webhook_metadocs/incoming_text_bsuid_only_no_phone")).filter((path) => !path.includes("parent")),
    );
    await sandbox.send(template(shopper));
    await sandbox.pass(secondMs);
    expect(statuses(sandbox.app).at(-1)?.recipient_id).toBe("4915112345678");
    sandbox.clock.advance(30 * dayMs);
    sandbox.sandbox.controls.receive(shopper, { text: "Hi" });
    await sandbox.pass(0);
    expect(inbound(sandbox.app).at(-1)).not.toHaveProperty("from");
  });

  it("waits for a handset that is offline, and never comes from one that blocked the business", async () => {
    const sandbox = await start();
    const { controls } = sandbox.sandbox;
    controls.setOnline(shopper, false);
    await sandbox.send(template(shopper));
    await sandbox.pass(secondMs);
    await sandbox.pass(secondMs);
    expect(statuses(sandbox.app).map((status) => status.status)).toEqual(["sent"]);
    controls.setOnline(shopper, true);
    await sandbox.pass(0);
    expect(statuses(sandbox.app).map((status) => status.status)).toEqual(["sent", "delivered"]);
    controls.setBlocked(shopper, true);
    await sandbox.send(template(shopper));
    await sandbox.pass(secondMs);
    await sandbox.pass(secondMs);
    expect(statuses(sandbox.app).map((status) => status.status)).toEqual(["sent", "delivered", "sent"]);
  });

  it("costs nothing for 72 h after an ad, and as a service message while the month's free ones last", async () => {
    const sandbox = await start();
    const { controls } = sandbox.sandbox;
    controls.receive(shopper, { text: "Hi", referral: { source_type: "ad", ctwa_clid: "abc" } });
    await sandbox.send(text(shopper));
    controls.receive("+4915112345679", { text: "Hi" });
    await sandbox.send(text("+4915112345679"));
    await sandbox.pass(secondMs);
    await sandbox.pass(secondMs);
    const prices = statuses(sandbox.app).flatMap((status) => (status.pricing ? [status.pricing] : []));
    expect(prices).toEqual([
      { billable: false, pricing_model: "PMP", type: "free_entry_point", category: "service" },
      { billable: false, pricing_model: "PMP", type: "free_customer_service", category: "service" },
    ]);
  });

  it("comes at once, by hand, or not at all, as the reader is set", async () => {
    for (const [reader, expected] of [
      ["instant", ["sent", "delivered", "read"]],
      ["manual", ["sent"]],
      ["off", []],
    ] as const) {
      const sandbox = await start({ reader });
      await sandbox.send(template(shopper));
      for (let step = 0; step < 4; step += 1) await sandbox.pass(secondMs);
      expect(statuses(sandbox.app).map((status) => status.status)).toEqual(expected);
    }
  });

  it("shares a body with others when many wait", async () => {
    const sandbox = await start();
    for (let index = 0; index < 60; index += 1) await sandbox.send(template(`+49151000000${10 + index}`));
    await sandbox.pass(secondMs);
    expect(statuses(sandbox.app)).toHaveLength(60);
    expect(sandbox.app.callbacks.length).toBeLessThan(10);
    const sizes = sandbox.app.callbacks.map(({ body }) => {
      const envelope = body as unknown as Envelope;
      return envelope.entry[0]?.changes[0]?.value.statuses?.length ?? 0;
    });
    expect(Math.max(...sizes)).toBeGreaterThan(40);
  });
});

describe("the signature", () => {
  it("is over the bytes sent, with everything beyond ASCII escaped", async () => {
    const sandbox = await start({ users: [{ phone: shopper, name: "Zoë 😀 مريم" }] });
    sandbox.sandbox.controls.receive(shopper, { text: "Größe? 日本 https://x.example/a" });
    await sandbox.pass(0);
    const [callback] = sandbox.app.callbacks;
    expect(callback?.verified).toBe(true);
    expect(callback?.raw).toMatch(/^[\x20-\x7e]+$/);
    expect(callback?.raw).toContain("Gr\\u00f6\\u00dfe? \\u65e5\\u672c https:\\/\\/x.example\\/a");
    expect(callback?.raw).toContain("\\ud83d\\ude00");
    expect(inbound(sandbox.app)[0]?.text).toEqual({ body: "Größe? 日本 https://x.example/a" });
    const again = createHmac("sha256", defaultAppSecret).update(JSON.stringify(callback?.body)).digest("hex");
    const exact = createHmac("sha256", defaultAppSecret)
      .update(callback?.raw ?? "")
      .digest("hex");
    expect(again).not.toBe(exact);
  });

  it("writes escapes in lower case, as Meta does", () => {
    expect(metaJson({ text: "äöå/" })).toBe('{"text":"\\u00e4\\u00f6\\u00e5\\/"}');
  });
});

describe("a callback that is not answered with 200", () => {
  it("is sent again with growing waits, the same bytes, until it is", async () => {
    const sandbox = await start();
    sandbox.app.answer = (index) => (index < 4 ? 500 : 200);
    sandbox.sandbox.controls.receive(shopper, { text: "Hi" });
    await sandbox.pass(0);
    expect(sandbox.app.callbacks).toHaveLength(1);
    expect(sandbox.sandbox.controls.chats(shopper)[0]?.messages[0]?.status).toBe("sent");
    await sandbox.pass(999);
    expect(sandbox.app.callbacks).toHaveLength(1);
    await sandbox.pass(1);
    expect(sandbox.app.callbacks).toHaveLength(2);
    await sandbox.pass(4999);
    expect(sandbox.app.callbacks).toHaveLength(2);
    await sandbox.pass(1);
    await sandbox.pass(30_000);
    await sandbox.pass(3_600_000);
    expect(new Set(sandbox.app.callbacks.map((callback) => callback.raw)).size).toBe(1);
    expect(sandbox.app.callbacks).toHaveLength(4);
    expect(sandbox.sandbox.controls.chats(shopper)[0]?.messages[0]?.status).toBe("delivered");
  });

  it("is given up after 7 days", async () => {
    const sandbox = await start();
    sandbox.sandbox.controls.setFaults({ appNotReached: true });
    sandbox.sandbox.controls.receive(shopper, { text: "Hi" });
    for (let hour = 0; hour < 7 * 24 + 12; hour += 6) await sandbox.pass(6 * 3_600_000);
    const { callbacks } = sandbox.sandbox.controls.state();
    expect(callbacks).toMatchObject({ gaveUp: 1, retrying: 0, waiting: 0 });
    expect(sandbox.app.callbacks).toHaveLength(0);
  });
});

describe("callbacks go wrong on demand", () => {
  it("withheld: kept in order and let go later", async () => {
    const sandbox = await start();
    const { controls } = sandbox.sandbox;
    controls.setFaults({ withholdCallbacks: true });
    await sandbox.send(template(shopper));
    await sandbox.pass(secondMs);
    await sandbox.pass(secondMs);
    expect(sandbox.app.callbacks).toHaveLength(0);
    expect(controls.state().callbacks.withheld).toBe(2);
    controls.setFaults({ withholdCallbacks: false });
    await sandbox.pass(0);
    expect(statuses(sandbox.app).map((status) => status.status)).toEqual(["sent", "delivered"]);
  });

  it("duplicated: the same bytes twice", async () => {
    const sandbox = await start();
    sandbox.sandbox.controls.setFaults({ shareDuplicatedCallbacks: 1 });
    sandbox.sandbox.controls.receive(shopper, { text: "Hi" });
    await sandbox.pass(0);
    expect(sandbox.app.callbacks).toHaveLength(2);
    expect(sandbox.app.callbacks[0]?.raw).toBe(sandbox.app.callbacks[1]?.raw);
  });

  it("reordered: some statuses overtake others", async () => {
    const sandbox = await start({ reader: "instant" });
    sandbox.sandbox.controls.setFaults({ reorderCallbacks: true });
    for (let index = 0; index < 20; index += 1) await sandbox.send(template(`+49151000000${10 + index}`));
    for (let step = 0; step < 100; step += 1) await sandbox.pass(100);
    const rank = ["sent", "delivered", "read"];
    const seen = new Map<unknown, number>();
    let backwards = 0;
    for (const status of statuses(sandbox.app)) {
      const place = rank.indexOf(String(status.status));
      if (place < (seen.get(status.id) ?? -1)) backwards += 1;
      seen.set(status.id, place);
    }
    expect(statuses(sandbox.app)).toHaveLength(60);
    expect(backwards).toBeGreaterThan(0);
  });
});

describe("the callback address", () => {
  it("is taken after Meta's handshake only", async () => {
    const sandbox = await start({ webhookUrl: undefined });
    const { controls } = sandbox.sandbox;
    expect(await controls.verifyWebhook(sandbox.app.url, "wrong")).toBe(false);
    controls.receive(shopper, { text: "lost" });
    await sandbox.pass(0);
    expect(await controls.verifyWebhook(sandbox.app.url, "verify")).toBe(true);
    controls.receive(shopper, { text: "heard" });
    await sandbox.pass(0);
    expect(inbound(sandbox.app).map((message) => message.text)).toEqual([{ body: "heard" }]);
  });

  it("is used for subscribed accounts only, and an account may name its own", async () => {
    const sandbox = await start();
    const apps = "/graph/v25.0/100000000000001/subscribed_apps";
    const request = (method: string) =>
      fetch(sandbox.origin + apps, { method, headers: { authorization: "Bearer sandbox-system-user-token" } });
    await request("DELETE");
    expect((await sandbox.get(apps)).body).toEqual({ data: [] });
    sandbox.sandbox.controls.receive(shopper, { text: "lost" });
    await sandbox.pass(0);
    expect((await sandbox.post(apps, {})).body).toEqual({ success: true });
    expect((await sandbox.get(apps)).body.data).toHaveLength(1);
    sandbox.sandbox.controls.receive(shopper, { text: "heard" });
    await sandbox.pass(0);
    expect(inbound(sandbox.app)).toHaveLength(1);
  });
});

it("tells anything else it is asked to, with the time of the entry", async () => {
  const sandbox = await start();
  sandbox.sandbox.controls.tell("100000000000001", "account_update", { event: "ACCOUNT_RESTRICTION" });
  await sandbox.pass(0);
  expect(changes(sandbox.app)).toEqual([{ field: "account_update", value: { event: "ACCOUNT_RESTRICTION" } }]);
  const published = shapeOf(fixture("webhook_metadocs/phone_number_quality_update"));
  const ours = shapeOf(sandbox.app.callbacks[0]?.body);
  expect(ours.filter((path) => !path.includes(".value"))).toEqual(published.filter((path) => !path.includes(".value")));
});
