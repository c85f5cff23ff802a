import { request } from "node:http";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifySessionToken } from "../shopify/auth/session-token.ts";
import { openWorld } from "./open-world.ts";
import type { OpenWorld } from "./open-world.ts";
import { apiKey, apiSecret, shopDomain } from "./settings.ts";

let world: OpenWorld;
beforeAll(async () => {
  world = await openWorld({ root: resolve(import.meta.dirname, "../.."), port: 0, host: "127.0.0.1" });
});
afterAll(() => world.close());

async function call(path: string, init?: RequestInit) {
  const answer = await fetch(world.origin + path, init);
  return { status: answer.status, type: answer.headers.get("content-type"), body: await answer.text() };
}
const post = (path: string, body: unknown) => call(path, { method: "POST", body: JSON.stringify(body) });

/** As it is written: fetch would tidy the path up before sending it. */
function rawStatus(path: string): Promise<number | undefined> {
  const { hostname, port } = new URL(world.origin);
  return new Promise((done, fail) => {
    request({ hostname, port, path }, (res) => done(res.resume().statusCode))
      .on("error", fail)
      .end();
  });
}

describe("the page's port", () => {
  it("serves the page where the admin's and the shop's links lead", async () => {
    for (const path of ["/", "/handset-link?phone=1&text=x", "/admin/apps/tidings/app/messages/1"]) {
      expect((await call(path)).type).toBe("text/html; charset=utf-8");
    }
    expect((await call("/ui/main.js")).type).toBe("text/javascript; charset=utf-8");
    expect((await call("/admin/app-bridge.js")).type).toBe("text/javascript; charset=utf-8");
  });

  it("serves nothing outside its folders, and says what it does not have", async () => {
    expect(await rawStatus("/ui/../host/routes.ts")).toBe(404);
    expect(await rawStatus("/ui/%2e%2e/%2e%2e/package.json")).toBe(404);
    expect((await call("/nothing")).body).toContain("The sandbox has nothing at GET /nothing.");
  });

  it("hands both services what is theirs", async () => {
    expect((await call("/control/shopify/state")).status).toBe(200);
    expect((await call("/control/whatsapp/state")).status).toBe(200);
    expect((await call("/graph/v25.0/200000000000001")).status).toBe(401);
  });

  it("knows the shoppers' true numbers, however they typed them", async () => {
    const shoppers = JSON.parse((await call("/control/shoppers")).body) as { key: string; phone: string | null }[];
    const phones = Object.fromEntries(shoppers.map(({ key, phone }) => [key, phone]));
    expect(phones).toMatchObject({
      mara: "+4915112345678",
      jonas: "+436641234567",
      emily: "+14155552671",
      nophone: null,
    });
  });
});

describe("a world's own id", () => {
  it("is told by the page's facts and first of all by its events, and no other world has it", async () => {
    const { instance } = JSON.parse((await call("/control/info")).body) as { instance: string };
    expect(await firstEvent(world.origin)).toBe(`event: instance\ndata: ${JSON.stringify(instance)}`);
    const other = await openWorld({ root: resolve(import.meta.dirname, "../.."), port: 0, host: "127.0.0.1" });
    expect(await firstEvent(other.origin)).not.toContain(instance);
    await other.close();
  });

  async function firstEvent(origin: string): Promise<string | undefined> {
    const answer = await fetch(`${origin}/control/events`);
    const reader = answer.body?.getReader();
    const { value } = (await reader?.read()) ?? {};
    await reader?.cancel();
    return new TextDecoder().decode(value).split("\n\n")[0];
  }
});

describe("the pretend admin", () => {
  it("signs tokens of the app, for a minute of the sandbox's time", async () => {
    const { token } = JSON.parse((await post("/admin/session-token", {})).body) as { token: string };
    const facts = { shopDomain, apiKey, apiSecret };
    expect(verifySessionToken(token, { ...facts, nowMs: world.clock.now() }).valid).toBe(true);
    expect(verifySessionToken(token, { ...facts, nowMs: world.clock.now() + 120_000 }).valid).toBe(false);
  });

  it("opens the app at any of its pages", async () => {
    const { url } = JSON.parse((await call("/admin/launch?path=/app/messages")).body) as { url: string };
    expect(url.startsWith(`${world.tunnelOrigin}/app/messages?embedded=1&host=`)).toBe(true);
  });

  it("tells of the theme extension's blocks as App Bridge does", async () => {
    const extensions = JSON.parse((await call("/admin/extensions")).body) as {
      type: string;
      activations: { handle: string; target: string; status: string }[];
    }[];
    expect(extensions.map(({ type }) => type)).toEqual(["theme_app_extension", "ui_extension"]);
    const button = extensions[0]?.activations.find(({ handle }) => handle === "chat-button");
    expect(button).toMatchObject({ target: "body", status: "active" });
  });

  it("tells what the merchant took out of the theme, and what was put back", async () => {
    const read = async () => {
      const [theme, pages] = JSON.parse((await call("/admin/extensions")).body) as {
        activations: { handle?: string; status?: string; target: string }[];
      }[];
      const on = theme?.activations.filter(({ status }) => status === "active").map(({ handle }) => handle) ?? [];
      return { on: on.toSorted(), pages: pages?.activations.map(({ target }) => target) };
    };
    const before = await read();
    expect(before.on).toContain("chat-button");
    expect(before.pages).toHaveLength(2);
    const change = (wish: unknown) => post("/control/shopify/storefrontSettings", wish);
    await change({ places: { "chat-button": [], "tidings-opt-in": [] } });
    const without = await read();
    expect(without.on).toEqual(before.on.filter((handle) => handle !== "chat-button"));
    expect(without.pages).toEqual([]);
    expect((await call("/store/")).body).not.toContain('class="tidings-chat');
    await change({ add: { "chat-button": "body", "tidings-opt-in": "thank-you" } });
    expect((await read()).on).toEqual(before.on);
    expect((await read()).pages).toEqual(["purchase.thank-you.block.render"]);
    expect((await call("/store/")).body).toContain('class="tidings-chat');
    await change({ places: { "chat-button": null, "tidings-opt-in": null } });
    expect(await read()).toEqual(before);
  });
});

describe("the clock", () => {
  it("moves on, both ways of saying it", async () => {
    const before = world.clock.offsetMs();
    expect((await post("/control/clock", { advanceMs: 1000 })).status).toBe(200);
    expect((await post("/control/clock", { offsetMs: before + 5000 })).status).toBe(200);
    expect(world.clock.offsetMs()).toBe(before + 5000);
  });

  it.each([{}, { advanceMs: -1 }, { advanceMs: "1" }, { offsetMs: 0 }, { advanceMs: 1, offsetMs: 2 }, null])(
    "refuses %j",
    async (wish) => {
      const before = world.clock.offsetMs();
      expect((await post("/control/clock", wish)).status).toBe(422);
      expect(world.clock.offsetMs()).toBe(before);
    },
  );
});

describe("a port that is taken", () => {
  it("is named, with what to do", async () => {
    const port = Number(new URL(world.origin).port);
    await expect(openWorld({ root: ".", port, host: "127.0.0.1" })).rejects.toThrow(
      /Port \d+ is taken.*SANDBOX_PORT=4100/,
    );
  });
});
