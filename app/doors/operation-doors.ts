import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Registry } from "prom-client";
import type { Door } from "./create-server.ts";
import { respond } from "./respond.ts";

/** GET /healthz: the process runs and answers. Looks at nothing else, so that a slow database does not get it killed. */
export const healthDoor: Door = (_request, response) => respond(response, 200, "ok");

/** GET /readyz: 200 while requests can be served; 503 while starting, stopping, or without database. */
export function createReadyDoor(isReady: () => Promise<boolean>): Door {
  return async (_request, response) => {
    const ready = await isReady().catch(() => false);
    respond(response, ready ? 200 : 503, ready ? "ready" : "not ready");
  };
}

/** GET /metrics for Prometheus: with the token when one is set, else only from this machine. */
export function createMetricsDoor(registry: Registry, token: string | undefined): Door {
  return async (request, response) => {
    if (!mayRead(request, token)) return respond(response, 403, "Not for you.");
    respond(response, 200, await registry.metrics(), { "content-type": registry.contentType });
  };
}

function mayRead(request: IncomingMessage, token: string | undefined): boolean {
  if (token === undefined) {
    // A proxy in front would make everybody local.
    const local = ["127.0.0.1", "::1", "::ffff:127.0.0.1"].includes(request.socket.remoteAddress ?? "");
    return local && request.headers["x-forwarded-for"] === undefined;
  }
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(request.headers.authorization ?? ""), digest(`Bearer ${token}`));
}
