import { expect, test } from "vitest";
import { createStatementNames } from "./statement-names.ts";

test("the same text has the same name, another text another one", () => {
  const nameOf = createStatementNames();
  const first = nameOf({ sql: "SELECT $1" });
  expect(nameOf({ sql: "\n  WITH one AS (SELECT 1) SELECT * FROM one" })).not.toBe(first);
  expect(nameOf({ sql: "SELECT $1" })).toBe(first);
  expect(first).not.toBe("");
});

test("transaction control has none", () => {
  const nameOf = createStatementNames();
  expect(["BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT s1"].map((sql) => nameOf({ sql }))).toEqual(["", "", "", ""]);
});

test("endless variety does not fill the server's memory: late texts stay unnamed, early ones keep their names", () => {
  const nameOf = createStatementNames();
  const texts = Array.from({ length: 2_000 }, (_, n) => `SELECT ${n}`);
  const names = texts.map((sql) => nameOf({ sql }));
  expect(new Set(names).size).toBeLessThan(1_000);
  expect(names.at(-1)).toBe("");
  expect(nameOf({ sql: "SELECT 0" })).toBe(names[0]);
});
