import { request as httpRequest, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import express from "express";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ignoreAfterRefusal, limitBodies } from "./limit-bodies.ts";

const megabyte = 1024 * 1024;
let server: Server;
let origin: string;
/** Bytes of every body that an action had in its hands. */
let taken: number[];
/** What went past the door as an error. */
let failed: unknown[];

/** Remix itself behind the door, with one route whose action takes the whole body. */
function remixBuild(): ServerBuild {
  const route = (path: string) => ({
    id: path,
    path,
    module: {
      default: () => null,
      action: async ({ request }: { request: Request }) => {
        const bytes = await request.arrayBuffer().catch(() => null);
        if (bytes === null) throw new Response("The form could not be read.", { status: 400 });
        taken.push(bytes.byteLength);
        return Response.json({ outcome: "saved" });
      },
    },
  });
  const routes = { form: route("app/settings"), file: route("app/templates/media") };
  return {
    entry: { module: { default: () => new Response("") } },
    routes: { form: { ...routes.form, id: "form" }, file: { ...routes.file, id: "file" } },
    assets: { entry: { module: "", imports: [] }, routes: {}, url: "", version: "" },
    publicPath: "",
    assetsBuildDirectory: "",
    future: {},
    isSpaMode: false,
    mode: "test",
  } as unknown as ServerBuild;
}

beforeEach(async () => {
  taken = [];
  failed = [];
  const app = express();
  app.all("*", limitBodies, createRequestHandler({ build: remixBuild() }));
  app.use(ignoreAfterRefusal);
  app.use((error: unknown, _request: express.Request, _response: express.Response, _next: express.NextFunction) => {
    failed.push(error);
  });
  server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

type Sent = { status: number; remix: string | undefined; body: unknown };

/** Megabyte by megabyte; chunked when it does not say how long it is. */
function send(path: string, megabytes: number, options: { chunked: boolean }): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const headers = options.chunked ? {} : { "content-length": String(megabytes * megabyte) };
    const request = httpRequest(`${origin}${path}`, { method: "POST", headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          remix: response.headers["x-remix-response"]?.toString(),
          body: JSON.parse(Buffer.concat(chunks).toString()),
        }),
      );
    });
    request.on("error", reject);
    for (let sent = 0; sent < megabytes; sent += 1) request.write(Buffer.alloc(megabyte, 32));
    request.end();
  });
}

const refused = { status: 413, remix: "yes", body: { outcome: "refused", key: "errors.tooLarge" } };
const form = "/app/settings?_data=form";
const file = "/app/templates/media?_data=file";

it.each([
  ["a form that says its length", form, 3, false],
  ["a form that says nothing", form, 3, true],
  ["a file that says its length", file, 17, false],
  ["a file that says nothing", file, 17, true],
])("lets a body of the usual size through, whole: %s", async (_name, path, megabytes, chunked) => {
  expect(await send(path, megabytes, { chunked })).toMatchObject({ status: 200, body: { outcome: "saved" } });
  expect(taken).toEqual([megabytes * megabyte]);
});

it.each([
  ["a form that says its length", form, 5, false],
  ["a form that says nothing", form, 5, true],
  ["a file that says its length", file, 22, false],
  ["a file that says nothing", file, 22, true],
])("refuses a body that is too large, before an action has it: %s", async (_name, path, megabytes, chunked) => {
  expect(await send(path, megabytes, { chunked })).toEqual(refused);
  expect(taken).toEqual([]);
  expect(failed).toEqual([]);
});
