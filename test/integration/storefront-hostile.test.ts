import { Agent, request as httpRequest } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeCtx, type TestContext } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenAutomatedShop } from "#test/support/given-automations.ts";
import { chrome, openFormDoors, signedQuery } from "#test/support/open-form-doors.ts";

const database = useTestDatabase();
/** Accepted forms of one shop in ten minutes; small, so that the flood gets there. */
const shopTimes = 60;
const requests = 10_000;
const atOnce = 32;
const victim = "+4915112345678";

let made: TestContext;
let doors: Awaited<ReturnType<typeof openFormDoors>>;
let shop: { id: string; domain: string; storefrontHost: string };
const agent = new Agent({ keepAlive: true, maxSockets: atOnce });

beforeEach(async () => {
  made = makeCtx(database.db, { now: "2026-11-21T10:00:00Z" });
  ({ shop } = await givenAutomatedShop(made.ctx, { languages: ["en"] }));
  doors = await openFormDoors({ ctx: made.ctx, shopTimes });
});

afterEach(async () => {
  agent.destroy();
  await doors.close();
});

type Sent = { method: string; path: string; headers: Record<string, string>; body: string };
type Heard = { status: number; body: string };

/** By hand, as fetch forbids some of the headers an attacker sets. */
function send({ method, path, headers, body }: Sent): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest(doors.origin + path, { method, headers, agent }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString("utf8") }));
    });
    // Refused while still sending: what counts is that the server lives.
    asked.on("error", (error: NodeJS.ErrnoException) =>
      error.code === "ECONNRESET" || error.code === "EPIPE" ? resolve({ status: 0, body: "" }) : reject(error),
    );
    asked.end(body);
  });
}

const address = (index: number) => `${10 + (index % 200)}.${index % 251}.${(index * 7) % 253}.${(index * 13) % 249}`;

function form(index: number, fields: Record<string, string> = {}): Sent {
  const body = new URLSearchParams({
    phone: victim,
    country: "DE",
    locale: "en",
    place: "footer",
    page: "/",
    wording: "Yes",
    consent: "1",
    website: "",
    rendered: String(made.clock.now().getTime() / 1000 - 60),
    elapsed: "9000",
    kind: "back_in_stock",
    variant: "701",
    ...fields,
  }).toString();
  return {
    method: "POST",
    path: `/proxy/${index % 5 === 0 ? "notify" : "opt-in"}?${signedQuery(shop.domain, made.clock.now())}`,
    headers: {
      accept: "application/json",
      "content-type": "application/x-www-form-urlencoded",
      "user-agent": chrome,
      "sec-fetch-site": "same-origin",
      "x-forwarded-for": address(index),
    },
    body,
  };
}

const unsigned = `/proxy/opt-in?shop=victim.myshopify.com&signature=${"0".repeat(64)}`;
const nasty = [
  "{{ shop }}{% include 'x' %}",
  '\'; DROP TABLE "Contact";--',
  "<script>alert(1)</script>",
  "\u0000\u202e💥",
];

/** Each a way to attack; called with a running number. */
const attacks: ((index: number) => Sent)[] = [
  (index) => ({ ...form(index), path: unsigned }),
  (index) => ({ ...form(index), path: `/proxy/opt-in?${signedQuery(shop.domain, made.clock.now(), "guess")}` }),
  (index) => ({ ...form(index), path: `/proxy/notify?${signedQuery(shop.domain, new Date(0))}` }),
  (index) => ({ ...form(index), path: `/proxy/opt-in?${signedQuery("other.myshopify.com", made.clock.now())}` }),
  (index) => ({ ...form(index), method: ["PUT", "DELETE", "PATCH", "OPTIONS"][index % 4] ?? "PUT" }),
  (index) => ({ ...form(index), headers: { ...form(index).headers, "sec-fetch-site": "cross-site" } }),
  (index) => ({ ...form(index), headers: { ...form(index).headers, "content-type": "text/plain" } }),
  (index) => ({ ...form(index), body: `phone=${"9".repeat(20_000)}` }),
  (index) => ({ ...form(index), body: "%".repeat(1 + (index % 5000)) }),
  (index) => form(index, { website: "https://spam.example" }),
  (index) => form(index, { elapsed: "12" }),
  (index) => form(index, { rendered: String(made.clock.now().getTime() / 1000) }),
  (index) => form(index, { phone: nasty[index % 4] ?? "", page: nasty[(index + 1) % 4] ?? "" }),
  (index) => form(index, { locale: nasty[index % 4] ?? "", place: nasty[index % 3] ?? "", country: "ZZZ" }),
  // One number from everywhere, everything from one address, and many numbers from everywhere.
  (index) => form(index),
  (index) => ({ ...form(index), headers: { ...form(index).headers, "x-forwarded-for": "198.51.100.9" } }),
  (index) => form(index, { phone: `+4915${String(100_000_000 + index).slice(1)}0` }),
];

test("ten thousand hostile requests: none breaks anything, few write anything, and the shop's shoppers are served again", async () => {
  const statuses = new Map<number, number>();
  let next = 0;
  async function attacker() {
    for (let index = next++; index < requests; index = next++) {
      const attack = attacks[index % attacks.length];
      if (!attack) continue;
      const { status, body } = await send(attack(index));
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      expect(body).not.toMatch(/\{\{|<script|DROP TABLE|Error:/);
    }
  }
  await Promise.all(Array.from({ length: atOnce }, attacker));

  expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([]);
  for (const status of [200, 401, 403, 405, 413, 415, 422, 429]) expect(statuses.get(status)).toBeGreaterThan(0);
  expect(made.logs.filter(({ level }) => level === "error")).toEqual([]);
  expect(JSON.stringify(made.logs)).not.toMatch(/\+49|198\.51\.100/);
  // What came through is what one shop takes in ten minutes, and nobody was asked twice.
  expect(await database.db.contact.count()).toBeLessThanOrEqual(shopTimes);
  expect(await database.db.consentEntry.count()).toBeLessThanOrEqual(shopTimes);
  const questions = await database.db.message.groupBy({ by: ["contactId"], _count: true });
  expect(questions.every(({ _count }) => _count === 1)).toBe(true);
  expect(await database.db.consentEntry.count({ where: { state: { not: "pending" } } })).toBe(0);
  expect(await database.db.productRequest.count()).toBe(0);

  made.clock.advance(600_000);
  const shopper = {
    ...form(1, { phone: "+4917612345678" }),
    headers: { ...form(1).headers, "x-forwarded-for": "8.8.4.4" },
  };
  expect(await send(shopper)).toMatchObject({ status: 200, body: expect.stringContaining('"outcome":"ok"') });
}, 240_000);
