import { setImmediate as nextTurn } from "node:timers/promises";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withPreparedStatements } from "./prepared-pglite.ts";

let client: PGlite;
let prepared: PGlite;

beforeAll(async () => {
  client = await PGlite.create("memory://");
  await client.exec(`CREATE TABLE thing (id int PRIMARY KEY, body jsonb, at timestamptz)`);
  prepared = withPreparedStatements(client);
}, 60_000);
afterAll(() => client.close());

const asPlain = { rowMode: "array" as const, parsers: { 20: (text: string) => `big ${text}` } };

test.each<[string, unknown[]]>([
  ["SELECT $1::int AS a, $2::text AS b", [1, "ü"]],
  ["SELECT $1::text AS a", [null]],
  ["SELECT $1::text[] AS a", [["x", 'y "z"']]],
  ["SELECT $1::bytea AS a", [Buffer.from([0, 1, 255])]],
  ["SELECT $1::jsonb AS a, $2::bool AS b", [{ deep: [1, null] }, false]],
  ["SELECT $1::timestamptz AS a, $2::bigint AS b", [new Date("2026-11-21T10:00:00.123Z"), 2n ** 60n]],
  ["SELECT 1 AS a WHERE false", []],
])("%s answers as PGlite's own query does, the first time and again", async (sql, values) => {
  const expected = await client.query(sql, values, asPlain);
  for (let call = 0; call < 2; call++) {
    const answer = await prepared.query(sql, values, asPlain);
    expect(answer.rows).toEqual(expected.rows);
    expect(answer.fields).toEqual(expected.fields);
  }
});

test("counts the rows it changed", async () => {
  const insert = "INSERT INTO thing VALUES ($1, $2, $3), ($4, $2, $3) ON CONFLICT DO NOTHING";
  expect((await prepared.query(insert, [1, {}, null, 2])).affectedRows).toBe(2);
  expect((await prepared.query(insert, [2, {}, null, 3])).affectedRows).toBe(1);
  expect((await prepared.query("DELETE FROM thing")).affectedRows).toBe(3);
});

test("an error says what PostgreSQL said, and the next call works", async () => {
  const insert = "INSERT INTO thing (id) VALUES ($1)";
  await prepared.query(insert, [7]);
  await expect(prepared.query(insert, [7])).rejects.toMatchObject({ code: "23505" });
  await expect(prepared.query("SELECT * FROM nowhere WHERE id = $1", [1])).rejects.toMatchObject({ code: "42P01" });
  await expect(prepared.query("SELECT $1::int", ["no number"])).rejects.toMatchObject({ code: "22P02" });
  expect((await prepared.query(insert, [8])).affectedRows).toBe(1);
});

test("a transaction is undone whole, and what is prepared in it stays usable", async () => {
  const insert = "INSERT INTO thing (id, body) VALUES ($1, '{}')";
  const undone = prepared.transaction(async (tx) => {
    await tx.query(insert, [20]);
    throw new Error("changed my mind");
  });
  await expect(undone).rejects.toThrow("changed my mind");
  await prepared.query(insert, [21]);
  const { rows } = await prepared.query("SELECT id FROM thing WHERE id >= $1", [20]);
  expect(rows).toEqual([{ id: 21 }]);
});

test("transactions are alone, whoever else asks by either way meanwhile", async () => {
  await prepared.query("INSERT INTO thing (id) VALUES ($1)", [40]);
  const seen: string[] = [];
  const transaction = prepared.transaction(async (tx) => {
    await tx.query("UPDATE thing SET body = $1 WHERE id = 40", [{}]);
    await nextTurn();
    seen.push("transaction");
  });
  const others = [prepared, client].map((one) => one.query("SELECT $1::int", [1]).then(() => void seen.push("other")));
  await Promise.all([transaction, ...others]);
  expect(seen).toEqual(["transaction", "other", "other"]);
});

test("sockets and timers get their turn however many queries follow each other", async () => {
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 1);
  // Counted, not timed: how many queries fit into a turn is the machine's affair.
  for (let query = 0; turns < 3 && query < 20_000; query++) await prepared.query("SELECT $1::int", [1]);
  clearInterval(timer);
  expect(turns).toBe(3);
});
