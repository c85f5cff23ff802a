import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { replaceInStream } from "./replace-in-stream.ts";
import { createTunnel } from "./tunnel.ts";

const SANDBOX = "http://sandbox.test:4000";
const BRIDGE = "https://cdn.shopify.com/shopifycloud/app-bridge.js";

describe("replaceInStream", () => {
  it("finds what is cut anywhere, and passes every other byte", async () => {
    const page = `<p>ğ 🛒 https://cdn</p><script src="${BRIDGE}"></script>${BRIDGE}https://cdn.shop`;
    const bytes = Buffer.from(page);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: bytes.length }), { maxLength: 8 }), async (cuts) => {
        const edges = [0, ...new Set(cuts), bytes.length].sort((a, b) => a - b);
        const pieces = edges.slice(1).map((end, index) => bytes.subarray(edges[index], end));
        const result = await text(Readable.from(pieces).pipe(replaceInStream([[BRIDGE, "/stand-in.js"]])));
        expect(result).toBe(page.replaceAll(BRIDGE, "/stand-in.js"));
      }),
    );
  });
});

describe("the tunnel", () => {
  let answer: (req: IncomingMessage, res: ServerResponse) => void = (_req, res) => void res.end();
  const app = createServer((req, res) => answer(req, res));
  const tunnel = createTunnel({ sandboxOrigin: SANDBOX, appPort: () => (app.address() as AddressInfo).port });
  const door = createServer(tunnel.handle);
  let origin = "";

  beforeAll(async () => {
    await new Promise<void>((done) => app.listen(0, "127.0.0.1", done));
    await new Promise<void>((done) => door.listen(0, "127.0.0.1", done));
    origin = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    tunnel.close();
    door.close();
    app.close();
  });

  it("asks again on another connection when the app closes the one it had kept", async () => {
    answer = (_req, res) => res.end("first");
    expect(await (await fetch(`${origin}/app`)).text()).toBe("first");
    let asked = 0;
    answer = (req, res) => {
      asked += 1;
      if (asked === 1) req.socket.destroy();
      else res.end("second");
    };
    const repeated = await fetch(`${origin}/app`);
    expect([repeated.status, await repeated.text()]).toEqual([200, "second"]);
    // A form is never sent twice.
    asked = 0;
    expect((await fetch(`${origin}/app`, { method: "POST", body: "x" })).status).toBe(502);
    expect(asked).toBe(1);
  });

  it("stands in for the CDN in pages, their headers and scripts", async () => {
    answer = (_req, res) => {
      res.setHeader("content-type", "text/html; charset=utf-8");
      res.setHeader("link", `<${BRIDGE}>; rel="preload"; as="script";`);
      res.setHeader(
        "content-security-policy",
        "frame-ancestors https://a.myshopify.com https://admin.shopify.com; script-src 'self' https://cdn.shopify.com;",
      );
      res.end(`<script src="${BRIDGE}"></script>`);
    };
    const page = await fetch(`${origin}/app`);
    expect(await page.text()).toBe(`<script src="${SANDBOX}/admin/app-bridge.js"></script>`);
    expect(page.headers.get("link")).toBe(`<${SANDBOX}/admin/app-bridge.js>; rel="preload"; as="script";`);
    expect(page.headers.get("content-security-policy")).toBe(
      `frame-ancestors ${SANDBOX}; script-src 'self' ${SANDBOX}`,
    );
  });

  it("carries bodies, statuses and cookies both ways unchanged", async () => {
    answer = (req, res) => {
      res.writeHead(418, { "content-type": "application/json", "set-cookie": ["a=1", "b=2"] });
      res.write(
        `{"host":"${req.headers.host}","proto":"${req.headers["x-forwarded-proto"]}","cdn":"${BRIDGE}","body":`,
      );
      req.pipe(res, { end: false });
      req.on("end", () => res.end("}"));
    };
    const said = await fetch(`${origin}/x?y=1`, { method: "POST", body: '"é"' });
    expect(said.status).toBe(418);
    expect(said.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect(await said.json()).toEqual({ host: new URL(origin).host, proto: "http", cdn: BRIDGE, body: "é" });
  });

  it("passes a part on before the next one is there", async () => {
    let finish = () => {};
    answer = (_req, res) => {
      res.setHeader("content-type", "text/html");
      res.write("<p>first</p>");
      finish = () => void res.end("<p>last</p>");
    };
    const page = await fetch(`${origin}/slow`);
    const reader = page.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toBe("<p>first</p>");
    finish();
    expect((await reader?.read())?.value).toBe("<p>last</p>");
  });

  it("leaves the lengths of what it does not touch", async () => {
    answer = (_req, res) => {
      res.setHeader("content-type", "text/html");
      res.setHeader("content-length", "7");
      res.end();
    };
    const head = await fetch(`${origin}/head`, { method: "HEAD" });
    expect(head.headers.get("content-length")).toBe("7");
  });

  it("says plainly that the app is away", async () => {
    const away = createTunnel({ sandboxOrigin: SANDBOX, appPort: () => 1 });
    const lone = createServer(away.handle);
    await new Promise<void>((done) => lone.listen(0, "127.0.0.1", done));
    const said = await fetch(`http://127.0.0.1:${(lone.address() as AddressInfo).port}/`);
    expect(said.status).toBe(502);
    expect(await said.text()).toContain("The app does not answer on port 1");
    lone.close();
    away.close();
  });
});
