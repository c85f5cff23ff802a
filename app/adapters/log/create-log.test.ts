import { Writable } from "node:stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createLog } from "./create-log.ts";

function capture() {
  let text = "";
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  return { log: createLog("info", stream), read: () => text };
}

test("phone numbers, message texts, names and tokens do not leave the log, wherever they hide", () => {
  const secrets = [
    "+49 151 23456789",
    "4915123456789",
    "(030) 901-820-11",
    "shpat_1a2b3c4d5e6f",
    "EAAGm0PX4ZCpsBAKZCxyz1234567890",
    "eyJhbGciOiJIUzI1NiJ9.eyJkZXN0IjoiaHR0cHM6Ly94In0.c2lnbmF0dXJlMTIz",
    "ada@holm.example",
    "wamid.HBgNNDkxNTEyMzQ1Njc4ORUCABEYEjA",
  ];
  fc.assert(
    fc.property(fc.constantFrom(...secrets), fc.string(), (secret, around) => {
      const { log, read } = capture();
      log.error(`send failed for ${secret}`, {
        error: new Error(`answer about ${secret}`, { cause: new Error(secret) }),
        list: [{ deep: `${around} ${secret} ` }],
        phone: secret,
        accessToken: secret,
      });
      expect(read()).not.toContain(secret);
    }),
  );
  const { log, read } = capture();
  log.info("inbound", { body: "Where is my order?", text: "hello", firstName: "Ada", to: "x", payload: { a: 1 } });
  expect(read()).not.toMatch(/Where|hello|Ada|"a":1/);
});

test("what a database quotes of its rows does not leave the log, and where it failed does", () => {
  const said =
    "Invalid `tx.contact.create()` invocation in\n/app/x.ts:46:38\n\nDatabase error. Code: `22P02`. Message: `no: Ada`";
  const raw = Object.assign(new Error(said), { name: "PrismaClientKnownRequestError", code: "P2039" });
  const call = 'Invalid invocation\n{ firstName: "Ada" }\n\nArgument `locale`: provided "Ada", expected Int.';
  const wrongCall = Object.assign(new Error(call), { name: "PrismaClientValidationError" });
  const postgres = Object.assign(new Error('invalid input syntax for type integer: "Ada"'), { name: "error" });
  const { log, read } = capture();
  for (const error of [raw, wrongCall, postgres, new Error("odd", { cause: raw })]) log.error("failed", { error });
  log.error("failed", {
    cause: { kind: "postgres", originalMessage: "no: Ada", detail: "Failing row contains (Ada)" },
  });
  expect(read()).not.toContain("Ada");
  expect(read()).toContain("tx.contact.create()");
  expect(read()).toContain("22P02");
  expect(read()).toContain("Argument `locale`");
});

test("what operators need stays readable", () => {
  const { log, read } = capture();
  log.info("delivery taken in", {
    shopId: "019a5b7e-0000-7000-8000-000000000001",
    topic: "orders/create",
    attempts: 3,
    durationMs: 12,
    at: new Date("2026-11-21T10:00:00Z"),
  });
  const line = JSON.parse(read()) as Record<string, unknown>;
  expect(line).toMatchObject({
    msg: "delivery taken in",
    shopId: "019a5b7e-0000-7000-8000-000000000001",
    topic: "orders/create",
    attempts: 3,
    durationMs: 12,
    at: "2026-11-21T10:00:00.000Z",
  });
});
