import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { buildIsStale } from "./build-app.ts";

let root = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "stale-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function write(path: string, changedAt: number): Promise<void> {
  const file = join(root, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, "");
  await utimes(file, changedAt, changedAt);
}

it("builds what was never built", async () => {
  await write("app/root.tsx", 1000);
  expect(await buildIsStale(root)).toBe(true);
});

it("builds again only when a source is newer, and a test is no source", async () => {
  await write("app/routes/app.tsx", 1000);
  await write("build/server/index.js", 2000);
  await write("app/routes/app.test.ts", 3000);
  expect(await buildIsStale(root)).toBe(false);
  await write("app/components/card.tsx", 3000);
  expect(await buildIsStale(root)).toBe(true);
});
