import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { z } from "zod";
import type { TravellingClock } from "../clock.ts";
import type { AppStatus } from "./app-process.ts";
import type { Feed } from "./feed.ts";
import type { createPretendAdmin } from "./pretend-admin.ts";
import type { Mailbox } from "../mail/start-mailbox.ts";
import { writeMailboxPage } from "../mail/write-mailbox-page.ts";
import { scopesOf } from "./settings.ts";
import { shopperOf } from "./shoppers.ts";
import type { ShopifySandbox } from "../shopify/create-sandbox.ts";
import type { CustomerFacts } from "./shoppers.ts";
import { sendFile, sendJson } from "./static-files.ts";

type Handles = { handle(req: IncomingMessage, res: ServerResponse): Promise<boolean> };

export type World = {
  root: string;
  origin: string;
  shopDomain: string;
  /** The offset the world began with: what was travelled since is what people are told. */
  startOffsetMs: number;
  clock: TravellingClock;
  feed: Feed;
  admin: ReturnType<typeof createPretendAdmin>;
  shopify: Handles & Pick<ShopifySandbox, "extensions" | "state">;
  whatsapp: Handles;
  mailbox: Pick<Mailbox, "mails">;
  appStatus(): AppStatus;
};

const clockWish = z.union([
  z.strictObject({ advanceMs: z.int().min(0) }),
  z.strictObject({ offsetMs: z.int().min(0) }),
]);
const noteWish = z.strictObject({ text: z.string().min(1).max(300), outcome: z.enum(["ok", "failed"]).optional() });

/** Every address of the page's port. */
export function createRoutes(world: World): (req: IncomingMessage, res: ServerResponse) => void {
  return (req, res) => {
    answer(world, req, res).catch((error: unknown) => {
      console.error("sandbox:", error);
      if (!res.headersSent) sendJson(res, 500, { error: String(error) });
      else res.destroy();
    });
  };
}

async function answer(world: World, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const url = new URL(req.url ?? "/", "http://sandbox");
  const route = `${req.method === "HEAD" ? "GET" : req.method} ${url.pathname}`;
  const ui = join(world.root, "sandbox/ui");

  switch (route) {
    case "GET /control/info":
      return sendJson(res, 200, info(world));
    case "GET /control/shoppers":
      return sendJson(res, 200, await shoppers(world));
    case "GET /control/events":
      return world.feed.follow(req, res);
    case "POST /control/clock":
      return travel(world, req, res);
    case "POST /control/note":
      return note(world, req, res);
    case "POST /admin/session-token":
      return fromOwnPage(req)
        ? sendJson(res, 200, { token: world.admin.sessionToken() })
        : sendJson(res, 403, { error: "Not from here." });
    case "GET /admin/launch":
      return sendJson(res, 200, {
        url: world.admin.launchUrl(url.searchParams.get("path") ?? "/app", url.searchParams.get("locale") ?? "en"),
      });
    case "GET /admin/scopes":
      return sendJson(res, 200, { ...scopesOf(world.root), granted: world.shopify.state.shop.scopes });
    case "GET /mailbox":
      res.writeHead(200, { "content-type": "text/html; charset=utf-8" });
      return void res.end(writeMailboxPage(world.mailbox.mails()));
    case "GET /admin/extensions":
      return sendJson(res, 200, world.shopify.extensions());
  }
  if (
    url.pathname.startsWith("/admin/") &&
    (await sendFile(res, join(world.root, "sandbox/admin"), url.pathname.slice(7)))
  )
    return;
  if (url.pathname.startsWith("/ui/") && (await sendFile(res, ui, url.pathname.slice(4)))) return;
  if (isPage(url.pathname) && (await sendFile(res, ui, "index.html"))) return;
  if ((await world.whatsapp.handle(req, res)) || (await world.shopify.handle(req, res))) return;
  sendJson(res, 404, { error: `The sandbox has nothing at ${route}.` });
}

/** The page itself, under every address that a link or the pretend admin gives it. */
function isPage(path: string): boolean {
  return path === "/" || path === "/handset-link" || path.startsWith("/admin/apps/");
}

/** A session token is the merchant's proof of who they are; another site open in the same browser must not fetch one. */
function fromOwnPage(req: IncomingMessage): boolean {
  const site = req.headers["sec-fetch-site"];
  return site === undefined || site === "same-origin";
}

function info(world: World) {
  const { clock, feed, shopDomain, startOffsetMs } = world;
  return {
    instance: feed.instance,
    shopDomain,
    now: clock.now(),
    offsetMs: clock.offsetMs(),
    startOffsetMs,
    app: world.appStatus(),
  };
}

async function shoppers(world: World) {
  const answer = await fetch(`${world.origin}/control/shopify/state`);
  const state = (await answer.json()) as { customers: CustomerFacts[] };
  return state.customers.map(shopperOf);
}

async function travel(world: World, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const wish = clockWish.safeParse(await json(req).catch(() => undefined));
  if (!wish.success) return sendJson(res, 422, { error: "Say {advanceMs} or {offsetMs}, in whole milliseconds." });
  const target = "advanceMs" in wish.data ? world.clock.offsetMs() + wish.data.advanceMs : wish.data.offsetMs;
  const before = world.clock.offsetMs();
  const moved = await world.clock.travelTo(target);
  if (moved.outcome === "refused") return sendJson(res, 422, { error: moved.why });
  world.feed.send("clock", { now: world.clock.now(), offsetMs: moved.offsetMs });
  world.feed.add({ kind: "clock", text: `Time moved on by ${duration(moved.offsetMs - before)}` });
  sendJson(res, 200, { now: world.clock.now(), offsetMs: moved.offsetMs });
}

async function note(world: World, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const wish = noteWish.safeParse(await json(req).catch(() => undefined));
  if (!wish.success) return sendJson(res, 422, { error: "Say {text}." });
  world.feed.add({ kind: "action", ...wish.data });
  sendJson(res, 200, {});
}

/** "1 day 2 h 5 min" */
export function duration(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  const parts: Array<[number, string]> = [
    [Math.floor(minutes / 1440), minutes >= 2880 ? "days" : "day"],
    [Math.floor(minutes / 60) % 24, "h"],
    [minutes % 60, "min"],
  ];
  return (
    parts
      .filter(([amount]) => amount > 0)
      .map(([amount, unit]) => `${amount} ${unit}`)
      .join(" ") || "a moment"
  );
}
