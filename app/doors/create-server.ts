import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Log } from "../core/ports.ts";
import { respond } from "./respond.ts";

export type Door = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

type Options = {
  /** By exact path, or by what a path begins with when the key ends in "/": these stand before everything else and need no framework. */
  doors: Record<string, Door>;
  /** The embedded app. */
  pages: Door;
  log: Log;
};

/** The web server. Whatever a door or a page throws is logged and answered; no request can end the process. */
export function createWebServer({ doors, pages, log }: Options): Server {
  const prefixes = Object.keys(doors).filter((path) => path.endsWith("/"));
  return createServer((request, response) => {
    const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
    const behind = prefixes.find((prefix) => path.startsWith(prefix));
    const door = doors[Object.hasOwn(doors, path) ? path : (behind ?? "")];
    const handle = door ?? pages;
    Promise.resolve()
      .then(() => handle(request, response))
      .catch((error: unknown) => {
        log.error("a request failed", { path: door ? path : "page", error });
        if (!response.headersSent) respond(response, 500, "Something went wrong. Please try again.");
        else response.destroy();
      });
  });
}
