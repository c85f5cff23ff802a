import { describe, expect, it } from "vitest";
import { defaultAppSecret, defaultToken, dayMs } from "../defaults.ts";
import { fixture, shapeOf, shopper, template, sandboxPerTest } from "../testing.ts";

const start = sandboxPerTest();
const waba = "/graph/v25.0/100000000000001";
const phone = "/graph/v25.0/200000000000001";

describe("numbers", () => {
  it("are listed and shown with the fields asked for", async () => {
    const sandbox = await start();
    const listed = await sandbox.get(`${waba}/phone_numbers`);
    const published = fixture("response_phone_numbers/200_single_phone_number") as { data: Record<string, unknown>[] };
    const [first] = listed.body.data as Record<string, unknown>[];
    expect(Object.keys(first ?? {})).toEqual(expect.arrayContaining(Object.keys(published.data[0] ?? {})));
    const shown = await sandbox.get(
      `${phone}?fields=verified_name,throughput,whatsapp_business_manager_messaging_limit`,
    );
    expect(shown.body).toEqual({
      verified_name: "Shop",
      throughput: { level: "STANDARD" },
      whatsapp_business_manager_messaging_limit: "TIER_2K",
      id: "200000000000001",
    });
    const unknown = await sandbox.get(`${phone}?fields=verified_name,shoe_size`);
    expect(unknown.body.error).toMatchObject({
      code: 100,
      message: "(#100) Tried accessing nonexistent field (shoe_size) on node type (WhatsAppBusinessPhoneNumber)",
    });
    expect((await sandbox.get(waba)).body).toMatchObject({ id: "100000000000001", name: "Shop" });
    expect((await sandbox.get("/graph/v25.0/5")).body.error).toMatchObject({ code: 100, error_subcode: 33 });
  });

  it("are registered with a PIN before they send", async () => {
    const sandbox = await start();
    await sandbox.post(`${phone}/deregister`, {});
    expect((await sandbox.send(template(shopper))).code).toBe(133010);
    const register = (pin: unknown) => sandbox.post(`${phone}/register`, { messaging_product: "whatsapp", pin });
    expect((await register("12")).code).toBe(100);
    expect((await register("123456")).body).toEqual({ success: true });
    expect((await register("654321")).code).toBe(133005);
    expect((await sandbox.send(template(shopper))).status).toBe(200);
  });
});

describe("a code of Embedded Signup", () => {
  it("is exchanged once, by the app that knows its secret", async () => {
    const sandbox = await start();
    const exchange = (secret: string) =>
      sandbox.get(`/graph/v25.0/oauth/access_token?client_id=1&client_secret=${secret}&code=abc`, "");
    expect((await exchange("wrong")).status).toBe(400);
    const answer = await exchange(defaultAppSecret);
    expect(answer.body).toMatchObject({ token_type: "bearer", access_token: expect.stringMatching(/^EAA/) });
    expect((await sandbox.get(waba, String(answer.body.access_token))).status).toBe(200);
    expect((await exchange(defaultAppSecret)).body.error).toMatchObject({ error_subcode: 36009 });
  });
});

describe("media", () => {
  it("is uploaded, described, downloaded with the token, and gone after 30 days", async () => {
    const sandbox = await start();
    const form = new FormData();
    form.set("messaging_product", "whatsapp");
    form.set("type", "image/png");
    form.set("file", new Blob([Buffer.from([137, 80, 78, 71, 13, 10, 13, 10])], { type: "image/png" }), "a.png");
    const headers = { authorization: `Bearer ${defaultToken}` };
    const uploaded = await fetch(`${sandbox.origin}${phone}/media`, { method: "POST", headers, body: form });
    const { id } = (await uploaded.json()) as { id: string };
    const shown = await sandbox.get(`/graph/v25.0/${id}`);
    expect(shapeOf(shown.body)).toEqual(shapeOf(fixture("response_media/200_retrieve_media_url")));
    const bytes = await fetch(String(shown.body.url), { headers });
    expect([...new Uint8Array(await bytes.arrayBuffer())]).toEqual([137, 80, 78, 71, 13, 10, 13, 10]);
    expect((await fetch(String(shown.body.url))).status).toBe(401);
    sandbox.sandbox.controls.receive(shopper, { text: "Hi" });
    const image = { messaging_product: "whatsapp", to: shopper, type: "image", image: { id } };
    expect((await sandbox.send(image)).status).toBe(200);
    sandbox.clock.advance(30 * dayMs);
    sandbox.sandbox.controls.receive(shopper, { text: "Hi" });
    expect((await sandbox.send(image)).code).toBe(100);
    expect((await sandbox.get(`/graph/v25.0/${id}`)).code).toBe(100);
  });

  it("of another type or too large is refused", async () => {
    const sandbox = await start();
    const upload = async (type: string, size: number) => {
      const form = new FormData();
      form.set("messaging_product", "whatsapp");
      form.set("type", type);
      form.set("file", new Blob([Buffer.alloc(size)], { type }), "a");
      const headers = { authorization: `Bearer ${defaultToken}` };
      return (await fetch(`${sandbox.origin}${phone}/media`, { method: "POST", headers, body: form })).status;
    };
    expect(await upload("image/tiff", 10)).toBe(400);
    expect(await upload("image/png", 5 * 1024 * 1024 + 1)).toBe(400);
    expect(await upload("image/png", 10)).toBe(200);
  });

  it("from a person can be fetched", async () => {
    const sandbox = await start();
    sandbox.sandbox.controls.receive(shopper, { image: {} });
    await sandbox.pass(0);
    const raw = JSON.stringify(sandbox.app.callbacks[0]?.body);
    const id = /"id":"(\d{15})"}/.exec(raw)?.[1] ?? "";
    expect((await sandbox.get(`/graph/v25.0/${id}`)).body).toMatchObject({ mime_type: "image/png" });
  });
});
