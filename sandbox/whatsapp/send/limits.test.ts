import { describe, expect, it } from "vitest";
import { dayMs } from "../defaults.ts";
import {
  account,
  changes,
  fixture,
  offer,
  shapeOf,
  shopper,
  statuses,
  template,
  text,
  sandboxPerTest,
} from "../testing.ts";

const start = sandboxPerTest();
const phone = (index: number) => `+4915100${String(index).padStart(6, "0")}`;

describe("the number's rate", () => {
  it("takes 80 in a second, refuses the next with 130429, and refills", async () => {
    const sandbox = await start();
    for (let index = 0; index < 80; index += 1) expect((await sandbox.send(template(phone(index)))).status).toBe(200);
    const refused = await sandbox.send(template(phone(81)));
    expect(refused.status).toBe(429);
    expect(shapeOf(refused.body)).toEqual(shapeOf(fixture("error/130429_rate_limit")));
    await sandbox.pass(1000 / 80);
    expect((await sandbox.send(template(phone(82)))).status).toBe(200);
    expect(sandbox.sandbox.controls.state()).toMatchObject({
      accepted: 81,
      refused: 1,
      perCode: { 130429: 1 },
      breaches: { number_rate: 1 },
    });
  });

  it("counts what comes in as well", async () => {
    const sandbox = await start();
    for (let index = 0; index < 80; index += 1) sandbox.sandbox.controls.receive(phone(index), { text: "Hi" });
    expect((await sandbox.send(template(shopper))).code).toBe(130429);
  });
});

describe("the pair", () => {
  it("is free every 6 s", async () => {
    const sandbox = await start();
    for (let index = 0; index < 50; index += 1) {
      expect((await sandbox.send(template(shopper))).status).toBe(200);
      sandbox.clock.advance(6000);
    }
    expect(sandbox.sandbox.controls.state()).toMatchObject({ pairBorrowed: 0, breaches: { pair_rate: 0 } });
  });

  it("lends 45 in a burst and then rests for as long as they would have taken", async () => {
    const sandbox = await start();
    for (let index = 0; index < 45; index += 1) expect((await sandbox.send(template(shopper))).status).toBe(200);
    expect((await sandbox.send(template(shopper))).code).toBe(131056);
    sandbox.clock.advance(45 * 6000 - 1);
    expect((await sandbox.send(template(shopper))).code).toBe(131056);
    expect((await sandbox.send(template(phone(1)))).status).toBe(200);
    sandbox.clock.advance(1);
    expect((await sandbox.send(template(shopper))).status).toBe(200);
    expect(sandbox.sandbox.controls.state()).toMatchObject({ pairBorrowed: 44, breaches: { pair_rate: 2 } });
  });
});

describe("the service window", () => {
  it("opens for 24 h when the person writes", async () => {
    const sandbox = await start();
    expect(await sandbox.send(text(shopper))).toMatchObject({ status: 400, code: 131047 });
    sandbox.sandbox.controls.receive(shopper, { text: "Hi" });
    sandbox.clock.advance(dayMs - 1);
    expect((await sandbox.send(text(shopper))).status).toBe(200);
    sandbox.clock.advance(1);
    expect((await sandbox.send(text(shopper))).code).toBe(131047);
    expect(sandbox.sandbox.controls.state().breaches.window).toBe(2);
  });

  it("can be told by a failed status instead", async () => {
    const sandbox = await start();
    sandbox.sandbox.controls.setFaults({ toldByStatus: [131047] });
    expect((await sandbox.send(text(shopper))).status).toBe(200);
    await sandbox.pass(1000);
    expect(statuses(sandbox.app)).toMatchObject([{ status: "failed", errors: [{ code: 131047 }] }]);
  });
});

describe("the portfolio's tier", () => {
  it("counts people, not messages, outside the window, over all numbers, per rolling 24 h", async () => {
    const second = { id: "22", displayPhone: "+49 30 2222222", verifiedName: "B" };
    const sandbox = await start({
      accounts: [account({ tier: 2 }), account({ id: "2", numbers: [second] })],
    });
    expect((await sandbox.send(template(phone(1)))).status).toBe(200);
    expect((await sandbox.send(template(phone(1)))).status).toBe(200);
    sandbox.clock.advance(3_600_000);
    expect((await sandbox.post("/graph/v25.0/22/messages", template(phone(2)))).status).toBe(200);
    expect(await sandbox.send(template(phone(3)))).toMatchObject({ status: 400, code: 131048 });
    sandbox.sandbox.controls.receive(phone(4), { text: "Hi" });
    expect((await sandbox.send(template(phone(4)))).status).toBe(200);
    sandbox.clock.advance(dayMs - 3_600_000);
    expect((await sandbox.send(template(phone(3)))).status).toBe(200);
    expect((await sandbox.send(template(phone(5)))).code).toBe(131048);
    expect(sandbox.sandbox.controls.state().breaches.tier).toBe(2);
  });

  it("tells the app when it changes", async () => {
    const sandbox = await start();
    sandbox.sandbox.controls.setNumber({ numberId: "200000000000001", tier: 10_000, ratePerSecond: 1000 });
    await sandbox.pass(0);
    const told = changes(sandbox.app);
    expect(told.map((change) => change.field)).toEqual([
      "phone_number_quality_update",
      "phone_number_quality_update",
      "business_capability_update",
    ]);
    expect(shapeOf(told[0]?.value)).toEqual(
      shapeOf({ display_phone_number: "1", event: "THROUGHPUT_UPGRADE", current_limit: "TIER_2K" }),
    );
    expect(told[2]?.value).toMatchObject({ max_daily_conversations_per_business: 10_000 });
  });
});

describe("marketing", () => {
  it("to somebody who stopped it is refused with 131050", async () => {
    const sandbox = await start();
    sandbox.sandbox.controls.setMarketing(shopper, "stop");
    expect((await sandbox.send(offer(shopper))).code).toBe(131050);
    expect((await sandbox.send(template(shopper))).status).toBe(200);
    sandbox.sandbox.controls.setMarketing(shopper, "resume");
    expect((await sandbox.send(offer(shopper))).status).toBe(200);
    expect(sandbox.sandbox.controls.state().breaches.opted_out).toBe(1);
  });

  it("beyond the daily measure fails with 131049, and asking again blocks for a day", async () => {
    const sandbox = await start();
    await sandbox.send(offer(shopper));
    await sandbox.send(offer(shopper));
    expect((await sandbox.send(offer(shopper))).status).toBe(200);
    await sandbox.pass(dayMs - 1000);
    await sandbox.send(offer(shopper));
    await sandbox.pass(2000);
    await sandbox.send(offer(shopper));
    await sandbox.pass(1000);
    const failed = statuses(sandbox.app).filter((status) => status.status === "failed");
    expect(failed).toHaveLength(3);
    expect(sandbox.sandbox.controls.state().breaches.frequency).toBe(3);
    await sandbox.pass(dayMs);
    await sandbox.send(offer(shopper));
    await sandbox.pass(1000);
    expect(statuses(sandbox.app).filter((status) => status.status === "failed")).toHaveLength(3);
  });

  it("inside an open window is not measured", async () => {
    const sandbox = await start();
    sandbox.sandbox.controls.receive(shopper, { text: "Hi" });
    for (let index = 0; index < 5; index += 1) await sandbox.send(offer(shopper));
    expect(sandbox.sandbox.controls.state()).toMatchObject({ accepted: 5, breaches: { frequency: 0, tier: 0 } });
  });

  it("is not delivered to the United States", async () => {
    const sandbox = await start();
    await sandbox.send(offer("+16505551234"));
    await sandbox.send(template("+16505551234"));
    await sandbox.pass(1000);
    await sandbox.pass(1000);
    const sample = fixture("webhook_metadocs/status_failed_131049") as never as {
      entry: { changes: { value: { statuses: Record<string, unknown>[] } }[] }[];
    };
    const failed = statuses(sandbox.app).find((status) => status.status === "failed");
    const published = sample.entry[0]?.changes[0]?.value.statuses[0];
    expect(shapeOf(failed)).toEqual([...shapeOf(published), ".recipient_user_id: string"].sort());
    expect(failed?.errors).toEqual(published?.errors);
    expect(statuses(sandbox.app).filter((status) => status.status === "delivered")).toHaveLength(1);
  });
});

it("fails with 131026 when the number is not on WhatsApp", async () => {
  const sandbox = await start({ users: [{ phone: shopper, onWhatsApp: false }] });
  expect((await sandbox.send(template(shopper))).status).toBe(200);
  await sandbox.pass(1000);
  expect(statuses(sandbox.app)).toMatchObject([{ status: "failed", errors: [{ code: 131026 }] }]);
});
