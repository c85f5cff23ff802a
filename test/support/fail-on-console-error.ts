import { afterEach, beforeEach, expect } from "vitest";

// A console.error nobody expected is a defect nobody looked at.
const realError = console.error;
let seen: unknown[][] = [];

beforeEach(() => {
  seen = [];
  console.error = (...args: unknown[]) => {
    seen.push(args);
    realError(...args);
  };
});

afterEach(() => {
  console.error = realError;
  expect(seen, "console.error was called").toEqual([]);
});
