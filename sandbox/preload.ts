/**
 * Loaded before the app (`node --import ./sandbox/preload.ts app/main.ts`). The app runs unchanged; only two things of
 * the machine differ: `https://<shop>.myshopify.com` leads to the pretend Shopify, and the wall clock can be ahead.
 */
import { getGlobalDispatcher, setGlobalDispatcher } from "undici";
import type { Dispatcher } from "undici";

const SHOP_HOST = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/i;

/** Where a call to a shop really goes. Undefined: it is no shop's host and passes untouched. */
export function sandboxTarget(
  url: { origin: string; path: string },
  sandboxOrigin: string,
): { origin: string; path: string } | undefined {
  const { protocol, hostname } = new URL(url.origin);
  if (protocol !== "https:" || !SHOP_HOST.test(hostname)) return undefined;
  return { origin: sandboxOrigin, path: `/shopify/${hostname.toLowerCase()}${url.path}` };
}

/** An undici interceptor: Node's own `fetch` obeys it too, as both read the dispatcher under one global symbol. */
export function leadShopsTo(sandboxOrigin: string): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) => {
    const target = sandboxTarget({ origin: String(options.origin ?? ""), path: options.path }, sandboxOrigin);
    return dispatch(target ? { ...options, ...target } : options, handler);
  };
}

/** A `Date` that runs ahead by `offset()` wherever it is asked for the present, and is Node's own in all else. */
export function shiftedDate(real: DateConstructor, offset: () => number): DateConstructor {
  const now = () => real.now() + offset();
  const shifted = new Proxy(real, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new real(now()).toString(),
    get: (target, key, receiver) => (key === "now" ? now : Reflect.get(target, key, receiver)),
  });
  return shifted;
}

function followTheClock(): void {
  let offsetMs = Number(process.env.SANDBOX_CLOCK_OFFSET_MS ?? 0) || 0;
  const shifted = shiftedDate(Date, () => offsetMs);
  Object.defineProperty(Date.prototype, "constructor", { value: shifted, writable: true, configurable: true });
  globalThis.Date = shifted;

  process.on("message", (message: unknown) => {
    if (!isClockMessage(message)) return;
    offsetMs = message.offsetMs;
    process.send?.({ type: "clock", offsetMs });
  });
  // Without this the channel to the sandbox would keep a stopped app alive, and an orphaned one would run for ever.
  process.channel?.unref();
  process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
}

function isClockMessage(message: unknown): message is { type: "clock"; offsetMs: number } {
  return (
    typeof message === "object" &&
    message !== null &&
    "type" in message &&
    message.type === "clock" &&
    "offsetMs" in message &&
    Number.isSafeInteger(message.offsetMs)
  );
}

const sandboxOrigin = process.env.SANDBOX_ORIGIN;
if (sandboxOrigin) {
  setGlobalDispatcher(getGlobalDispatcher().compose(leadShopsTo(sandboxOrigin)));
  followTheClock();
}
