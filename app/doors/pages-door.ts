import { fileURLToPath } from "node:url";
import { createRequestHandler } from "@remix-run/express";
import type { AppLoadContext, ServerBuild } from "@remix-run/node";
import express from "express";
import type { Door } from "./create-server.ts";
import { guardRoutes } from "./guard-routes.ts";
import { ignoreAfterRefusal, limitBodies } from "./limit-bodies.ts";

const client = fileURLToPath(new URL("../../build/client", import.meta.url));
const serverBuild = new URL("../../build/server/index.js", import.meta.url).href;

/** The embedded pages from `npm run build`, their assets first. */
export async function createPagesDoor(context: AppLoadContext): Promise<Door> {
  const build = guardRoutes((await import(serverBuild)) as ServerBuild, guardWith(context));
  const app = express();
  app.disable("x-powered-by");
  // The https of the address in front, not the http of the proxy: Remix compares it with the page's origin.
  app.set("trust proxy", true);
  app.use("/assets", express.static(`${client}/assets`, { immutable: true, maxAge: "1y" }));
  app.use(express.static(client, { maxAge: "1h" }));
  app.all("*", limitBodies, createRequestHandler({ build, getLoadContext: () => context }));
  app.use(ignoreAfterRefusal);
  return app;
}

/** The same through Vite, rebuilt as files change; for development only. */
export async function createDevelopmentPagesDoor(context: AppLoadContext): Promise<Door> {
  const vite = await import("vite");
  const server = await vite.createServer({ server: { middlewareMode: true }, appType: "custom" });
  const app = express();
  app.set("trust proxy", true);
  app.use(server.middlewares);
  app.all(
    "*",
    limitBodies,
    createRequestHandler({
      build: async () =>
        guardRoutes((await server.ssrLoadModule("virtual:remix/server-build")) as ServerBuild, guardWith(context)),
      getLoadContext: () => context,
    }),
  );
  app.use(ignoreAfterRefusal);
  return app;
}

function guardWith({ services }: AppLoadContext) {
  return { log: services.log, ids: services.ctx.ids };
}
