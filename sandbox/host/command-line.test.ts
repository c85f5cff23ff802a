import { expect, it } from "vitest";
import { readWish } from "./command-line.ts";

it.each([["--help"], ["-h"], ["--verbose", "--help"]])("explains itself when asked (%s %s)", (...args) => {
  expect(readWish(args, { SANDBOX_PORT: "abc" })).toEqual({ outcome: "help" });
});

it("reads what was asked for", () => {
  expect(readWish([], {})).toMatchObject({ outcome: "start", options: { port: 4000, verbose: false } });
  const env = { SANDBOX_PORT: "0", SANDBOX_HOST: "0.0.0.0", SANDBOX_DATA_DIR: "/data" };
  const options = { port: 0, host: "0.0.0.0", dataDir: "/data", verbose: true };
  expect(readWish(["--verbose"], env)).toEqual({ outcome: "start", options });
});

it.each(["abc", "-1", "4000.5", "65534", "1e3", " "])("says what is wrong with the port %j", (port) => {
  expect(() => readWish([], { SANDBOX_PORT: port })).toThrow(`SANDBOX_PORT is "${port}", but must be a whole number`);
});

it("shows the usage to whoever mistypes", () => {
  expect(() => readWish(["--verbos"], {})).toThrow(/--verbos[^]*Usage: npm run sandbox/);
});
