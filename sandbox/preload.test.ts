import { fork } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sandboxTarget, shiftedDate } from "./preload.ts";

describe("sandboxTarget", () => {
  it("leads a shop's host to the sandbox and keeps path and query", () => {
    expect(
      sandboxTarget(
        { origin: "https://demo.myshopify.com", path: "/admin/api/2026-10/graphql.json?a=1" },
        "http://s:1",
      ),
    ).toEqual({ origin: "http://s:1", path: "/shopify/demo.myshopify.com/admin/api/2026-10/graphql.json?a=1" });
  });

  it.each([
    "https://myshopify.com",
    "https://demo.myshopify.com.evil.test",
    "http://demo.myshopify.com",
    "https://a.b.myshopify.com",
  ])("leaves %s alone", (origin) => expect(sandboxTarget({ origin, path: "/" }, "http://s:1")).toBeUndefined());
});

describe("shiftedDate", () => {
  const hour = 3_600_000;
  const Shifted = shiftedDate(Date, () => hour);

  it("runs ahead wherever the present is asked for", () => {
    const real = Date.now();
    for (const present of [Shifted.now(), new Shifted().getTime(), new Date(Shifted()).getTime() + 999]) {
      expect(present - real).toBeGreaterThanOrEqual(hour - 1);
      expect(present - real).toBeLessThan(hour + 5_000);
    }
  });

  it("is an ordinary Date in all else", () => {
    expect(new Shifted(5).getTime()).toBe(5);
    expect(new Shifted("2026-11-21T10:00:00Z").toISOString()).toBe("2026-11-21T10:00:00.000Z");
    expect(new Shifted(2026, 10, 21).getDate()).toBe(21);
    expect(new Shifted(Number.NaN).getTime()).toBeNaN();
    expect(Shifted.UTC(2026, 0, 1)).toBe(Date.UTC(2026, 0, 1));
    expect(Shifted.parse("2026-11-21")).toBe(Date.parse("2026-11-21"));
    expect(new Shifted()).toBeInstanceOf(Shifted);
    expect(new Date()).toBeInstanceOf(Shifted);
    expect(new Shifted()).toBeInstanceOf(Date);
    class Later extends Shifted {}
    expect(new Later()).toBeInstanceOf(Later);
  });
});

describe("a process with the preload", () => {
  const seen: string[] = [];
  const server = createServer((req, res) => {
    seen.push(`${req.method} ${req.url} ${req.headers.authorization ?? "-"}`);
    res.setHeader("content-type", "application/json").end(JSON.stringify({ url: req.url }));
  });
  let folder = "";
  let origin = "";

  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    folder = await mkdtemp(join(tmpdir(), "preload-"));
    await writeFile(
      join(folder, "app.mjs"),
      `process.on("message", async (message) => {
        if (message.type !== "ask") return;
        const answer = await fetch("https://demo.myshopify.com/admin/x?y=1", { method: "POST", body: "{}", headers: { authorization: "Bearer t" } });
        const plain = await fetch(${JSON.stringify("ORIGIN")}.replace("ORIGIN", process.env.SANDBOX_ORIGIN) + "/plain");
        process.send({ type: "answer", json: await answer.json(), plain: await plain.json(), now: Date.now(), isDate: new Date().constructor === Date });
      });
      process.channel.ref();
      process.send({ type: "up" });`,
    );
  });
  afterAll(async () => {
    server.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("sends Node's own fetch to the sandbox, and follows the clock", async () => {
    const child = fork(join(folder, "app.mjs"), [], {
      execArgv: ["--import", new URL("./preload.ts", import.meta.url).href],
      env: { ...process.env, SANDBOX_ORIGIN: origin, SANDBOX_CLOCK_OFFSET_MS: "1000" },
    });
    const next = (type: string) =>
      new Promise<Record<string, unknown>>((done) => {
        child.on("message", function listen(message: Record<string, unknown>) {
          if (message.type === type) {
            child.off("message", listen);
            done(message);
          }
        });
      });
    await next("up");
    child.send({ type: "clock", offsetMs: 86_400_000 });
    expect(await next("clock")).toEqual({ type: "clock", offsetMs: 86_400_000 });
    child.send({ type: "ask" });
    const answer = await next("answer");
    expect(answer.json).toEqual({ url: "/shopify/demo.myshopify.com/admin/x?y=1" });
    expect(answer.plain).toEqual({ url: "/plain" });
    expect(answer.isDate).toBe(true);
    expect(Number(answer.now) - Date.now()).toBeGreaterThan(86_390_000);
    expect(seen[0]).toBe("POST /shopify/demo.myshopify.com/admin/x?y=1 Bearer t");

    const gone = new Promise((done) => child.on("exit", done));
    child.disconnect();
    await gone;
  });
});
