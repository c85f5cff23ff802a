import { describe, expect, it } from "vitest";
import { offer, shopper, statuses, template, sandboxPerTest } from "./testing.ts";

const start = sandboxPerTest();
const phone = (index: number) => `+4915100${String(index).padStart(6, "0")}`;

describe("the connection", () => {
  it("breaks before anything is accepted", async () => {
    const sandbox = await start();
    sandbox.sandbox.controls.setFaults({ shareDroppedBeforeAccept: 1 });
    await expect(sandbox.send(template(shopper))).rejects.toThrow();
    expect(sandbox.sandbox.controls.state()).toMatchObject({ accepted: 0, droppedBeforeAccept: 1 });
  });

  it("breaks after acceptance: the sender knows nothing, the callbacks come", async () => {
    const sandbox = await start();
    sandbox.sandbox.controls.setFaults({ shareAcceptedThenDropped: 1 });
    await expect(sandbox.send(template(shopper, { biz_opaque_callback_data: "m1" }))).rejects.toThrow();
    await sandbox.pass(1000);
    expect(sandbox.sandbox.controls.state()).toMatchObject({ accepted: 1, droppedAfterAccept: 1 });
    expect(statuses(sandbox.app)).toMatchObject([{ status: "sent", biz_opaque_callback_data: "m1" }]);
  });

  it("never breaks over a refusal", async () => {
    const sandbox = await start();
    sandbox.sandbox.controls.setFaults({ shareAcceptedThenDropped: 1 });
    expect((await sandbox.send({ messaging_product: "whatsapp" })).code).toBe(100);
  });
});

describe("shares", () => {
  it("are drawn from a seeded generator", async () => {
    const outcomes = async () => {
      const sandbox = await start({ seed: 7 });
      sandbox.sandbox.controls.setFaults({ share429: 0.3, share5xx: 0.3 });
      const codes: (number | undefined)[] = [];
      for (let index = 0; index < 40; index += 1) codes.push((await sandbox.send(template(phone(index)))).code);
      return codes;
    };
    const first = await outcomes();
    expect(await outcomes()).toEqual(first);
    expect(new Set(first)).toEqual(new Set([undefined, 130429, 131000, 131016]));
  });

  it("of 429 and 5xx accept nothing and breach nothing", async () => {
    const sandbox = await start();
    sandbox.sandbox.controls.setFaults({ share429: 1 });
    expect((await sandbox.send(template(shopper))).status).toBe(429);
    sandbox.sandbox.controls.setFaults({ share429: 0, share5xx: 1 });
    expect([500, 503]).toContain((await sandbox.send(template(shopper))).status);
    const state = sandbox.sandbox.controls.state();
    expect(state).toMatchObject({ accepted: 0, refused: 2, breaches: { number_rate: 0 } });
  });
});

describe("a code", () => {
  it("can be forced for a number, a recipient, or a later failure", async () => {
    const sandbox = await start();
    const { controls } = sandbox.sandbox;
    controls.setFaults({ recipientErrors: { [shopper]: 130472 }, recipientFailures: { [phone(1)]: 131026 } });
    expect((await sandbox.send(template(shopper))).code).toBe(130472);
    expect((await sandbox.send(template(phone(1)))).status).toBe(200);
    await sandbox.pass(1000);
    expect(statuses(sandbox.app)).toMatchObject([{ status: "failed", errors: [{ code: 131026 }] }]);
    controls.setFaults({ clear: true, numberErrors: { "200000000000001": 131031 } });
    expect(await sandbox.send(template(shopper))).toMatchObject({ status: 403, code: 131031 });
    controls.setFaults({ clear: true });
    expect((await sandbox.send(offer(shopper))).status).toBe(200);
  });
});

describe("the controls over HTTP", () => {
  it("set faults, show the state, and put everything back", async () => {
    const sandbox = await start();
    const faults = await sandbox.post("/control/whatsapp/faults", { share429: 1 });
    expect(faults.body).toMatchObject({ share429: 1, share5xx: 0 });
    await sandbox.send(template(shopper));
    expect((await sandbox.get("/control/whatsapp/state")).body).toMatchObject({ refused: 1, perCode: { 130429: 1 } });
    expect((await sandbox.post("/control/whatsapp/faults", { share429: 2 })).status).toBe(400);
    expect((await sandbox.post("/control/whatsapp/faults", { shareOfCake: 1 })).status).toBe(400);
    expect((await sandbox.post("/control/whatsapp/nothing", {})).status).toBe(404);
    expect((await sandbox.post("/control/whatsapp/reset", { countsOnly: true })).body).toMatchObject({ refused: 0 });
    await sandbox.post("/control/whatsapp/reset", {});
    expect((await sandbox.send(template(shopper))).status).toBe(200);
  });

  it("reset keeps templates and their ids when asked to", async () => {
    const sandbox = await start({ delays: { reviewMs: 0 } });
    const path = "/graph/v25.0/100000000000001/message_templates";
    const created = await sandbox.post(path, {
      name: "mine",
      language: "en",
      category: "UTILITY",
      components: [{ type: "BODY", text: "Your parcel is here." }],
    });
    await sandbox.pass(0);
    await sandbox.send(template(shopper));
    await sandbox.post("/control/whatsapp/reset", { keepTemplates: true });
    expect((await sandbox.get("/control/whatsapp/state")).body).toMatchObject({ accepted: 0, templates: 3 });
    expect((await sandbox.get(`/graph/v25.0/${String(created.body.id)}`)).body).toMatchObject({
      name: "mine",
      status: "APPROVED",
    });
    await sandbox.post("/control/whatsapp/reset", {});
    expect((await sandbox.get("/control/whatsapp/state")).body).toMatchObject({ templates: 2, users: 0 });
  });

  it("make users, change templates and numbers, and verify a webhook", async () => {
    const sandbox = await start();
    const made = await sandbox.post("/control/whatsapp/users", { phone: shopper, name: "Ada", username: "@ada" });
    expect(made.body.user).toMatchObject({ name: "Ada", username: "@ada" });
    await sandbox.post("/control/whatsapp/templates", { name: "offer", language: "en", status: "PAUSED" });
    expect((await sandbox.send(offer(shopper))).code).toBe(132015);
    await sandbox.post("/control/whatsapp/numbers", { numberId: "200000000000001", quality: "RED" });
    expect((await sandbox.get("/graph/v25.0/200000000000001")).body).toMatchObject({ quality_rating: "RED" });
    const webhook = { url: sandbox.app.url, verifyToken: "wrong" };
    expect((await sandbox.post("/control/whatsapp/webhook", webhook)).status).toBe(400);
    expect((await sandbox.post("/control/whatsapp/webhook", { ...webhook, verifyToken: "verify" })).status).toBe(200);
    expect((await sandbox.post("/control/whatsapp/reader", { reader: "instant" })).status).toBe(200);
  });
});

it("leaves paths of others alone", async () => {
  const sandbox = await start();
  expect((await fetch(`${sandbox.origin}/shopify/x`)).status).toBe(404);
});
