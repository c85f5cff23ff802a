import type { ServerBuild } from "@remix-run/node";
import { describe, expect, it } from "vitest";
import { AppError } from "../core/shared/app-error.ts";
import { guardRoutes } from "./guard-routes.ts";

const ids = { next: () => "00000000-0000-4000-8000-0000deadbeef", fingerprints: () => [] };

function givenGuarded(module: Record<string, unknown>) {
  const logged: Record<string, unknown>[] = [];
  const log = { info() {}, warn() {}, error: (_: string, fields = {}) => void logged.push(fields) };
  const build = { routes: { "routes/x": { id: "routes/x", path: "x", module } } } as unknown as ServerBuild;
  const guarded = guardRoutes(build, { log, ids }).routes["routes/x"]?.module as unknown as Record<
    "loader" | "action",
    () => Promise<unknown>
  >;
  return { guarded, logged };
}

async function thrownBy(work: () => Promise<unknown>): Promise<Response> {
  return work().then(
    () => expect.fail("nothing was thrown"),
    (thrown: unknown) => thrown as Response,
  );
}

describe("a loader that throws", () => {
  it("tells the browser the reference of the log entry, and nothing of the error", async () => {
    const error = new Error("column secret_thing does not exist");
    const { guarded, logged } = givenGuarded({ loader: () => Promise.reject(error) });
    const answer = await thrownBy(guarded.loader);
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({ key: "errors.unexpected", reference: "deadbeef" });
    expect(logged).toEqual([{ referenceId: "deadbeef", route: "routes/x", part: "loader", error }]);
  });

  it("uses the words the error brings for people", async () => {
    const { guarded } = givenGuarded({
      loader: () => Promise.reject(new AppError("shop_unavailable", "HTTP 503", "errors.shopifyUnavailable")),
    });
    expect(await (await thrownBy(guarded.loader)).json()).toMatchObject({ key: "errors.shopifyUnavailable" });
  });

  it("lets responses pass as they are", async () => {
    const response = new Response("gone", { status: 404 });
    const { guarded, logged } = givenGuarded({ loader: () => Promise.reject(response) });
    expect(await thrownBy(guarded.loader)).toBe(response);
    expect(logged).toEqual([]);
  });
});

describe("an action that throws", () => {
  it("answers its form, so that what was typed stays", async () => {
    const { guarded, logged } = givenGuarded({ action: () => Promise.reject(new Error("broken")) });
    const answer = (await guarded.action()) as Response;
    expect(answer.status).toBe(500);
    expect(await answer.json()).toMatchObject({ outcome: "refused", key: "errors.unexpected", reference: "deadbeef" });
    expect(logged).toHaveLength(1);
  });
});

it("adds nothing to a route that has neither", () => {
  const { guarded } = givenGuarded({ default: () => null });
  expect(Object.keys(guarded)).toEqual(["default"]);
});
