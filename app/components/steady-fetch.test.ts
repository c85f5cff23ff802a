import { expect, it } from "vitest";
import { createSteadyFetch, currentTrouble } from "./steady-fetch.ts";

const page = "https://app.example/app/messages";
type Step = Response | Error;

function given(steps: Step[], here = page) {
  const waits: number[] = [];
  let asked = 0;
  const fetch = createSteadyFetch({
    fetch: async () => {
      const step = steps[Math.min(asked++, steps.length - 1)];
      if (step instanceof Error) throw step;
      return (step as Response).clone();
    },
    here: () => new URL(here),
    wait: async (ms) => void waits.push(ms),
  });
  return { fetch, waits, asked: () => asked };
}

const offline = new TypeError("Failed to fetch");
const fine = new Response("{}", { headers: { "X-Remix-Response": "yes" } });
const broken = new Response("{}", { status: 500, headers: { "X-Remix-Catch": "yes" } });

it("looks again at the page that is shown until it works", async () => {
  const { fetch, waits, asked } = given([offline, broken, new Response("", { status: 502 }), offline, fine]);
  const answer = await fetch(`${page}?_data=routes%2Fapp`, {});
  expect([answer.status, asked(), waits]).toEqual([200, 5, [1_000, 2_000, 5_000, 5_000]]);
  expect(currentTrouble()).toBeNull();
});

it("stops looking when the person goes elsewhere", async () => {
  const leaving = new AbortController();
  const { fetch, asked } = given([offline]);
  const asking = fetch(`${page}?_data=routes%2Fapp`, { signal: leaving.signal });
  leaving.abort();
  await expect(asking).rejects.toThrow();
  expect(asked()).toBeLessThan(3);
});

it("lets going to another page fail, so that the error page can say so", async () => {
  const { fetch, asked } = given([offline]);
  await expect(fetch("https://app.example/app/settings?_data=routes%2Fapp")).rejects.toThrow("Failed to fetch");
  const { fetch: other } = given([broken]);
  expect((await other(`${page}?before=1&_data=routes%2Fapp`)).status).toBe(500);
  expect(asked()).toBe(1);
});

it.each([
  ["no connection", offline, "errors.notSaved"],
  ["a proxy's own error page", new Response("<html>", { status: 502 }), "errors.notSaved"],
  ["an error page of the app", broken, "errors.notSaved"],
  [
    "a session that has ended",
    new Response("", { status: 401, headers: { "X-Remix-Catch": "yes" } }),
    "errors.notSavedSignedOut",
  ],
])("answers a form in the app's place: %s", async (_name, step, key) => {
  const { fetch, asked } = given([step]);
  const answer = await fetch(`${page}?_data=routes%2Fapp`, { method: "POST", body: "{}" });
  expect(await answer.json()).toEqual({ outcome: "refused", key });
  expect([answer.ok, asked()]).toEqual([true, 1]);
  expect(currentTrouble()).toEqual({ kind: "unsent", key });
});

it("sends a form once, and hands on what the app answers", async () => {
  const gone = new Response("gone", { status: 404, headers: { "X-Remix-Catch": "yes" } });
  for (const step of [fine, gone]) {
    const { fetch, asked } = given([step]);
    const answer = await fetch(`${page}?_data=routes%2Fapp`, { method: "POST" });
    expect([answer.status, asked()]).toEqual([step.status, 1]);
    expect(currentTrouble()).toBeNull();
  }
});

it("tells the reference of an action that failed", async () => {
  const told = { outcome: "refused", key: "errors.unexpected", reference: "deadbeef" };
  const { fetch } = given([Response.json(told, { status: 500, headers: { "X-Remix-Response": "yes" } })]);
  const answer = await fetch(`${page}?_data=routes%2Fapp`, { method: "POST" });
  expect(await answer.json()).toEqual(told);
  expect(currentTrouble()).toEqual({ kind: "unsent", key: "errors.unexpected", reference: "deadbeef" });
});

it("says of a form that is too large what the app says", async () => {
  const told = { outcome: "refused", key: "errors.tooLarge" };
  const { fetch } = given([Response.json(told, { status: 413, headers: { "X-Remix-Response": "yes" } })]);
  const answer = await fetch(`${page}?_data=routes%2Fapp`, { method: "POST" });
  expect(await answer.json()).toEqual(told);
  expect(currentTrouble()).toEqual({ kind: "unsent", key: "errors.tooLarge", reference: undefined });
});

it("leaves every other request alone", async () => {
  const { fetch } = given([offline]);
  await expect(fetch("https://elsewhere.example/x?_data=1", { method: "POST" })).rejects.toThrow("Failed to fetch");
  await expect(fetch("/api/x")).rejects.toThrow("Failed to fetch");
});
