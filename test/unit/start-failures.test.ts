import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";

/** What a person reads who starts the app or one of its commands, and something stands in the way. */
const root = resolve(import.meta.dirname, "../..");
const environment = {
  PATH: process.env.PATH,
  NODE_ENV: "production" as const,
  LISTEN_ADDRESS: "127.0.0.1",
  SHOPIFY_API_KEY: "key",
  SHOPIFY_API_SECRET: "secret",
  SHOPIFY_APP_URL: "https://tidings.example",
  SCOPES: "read_orders",
  WHATSAPP_APP_SECRET: "app-secret",
  WHATSAPP_VERIFY_TOKEN: "verify",
  ENCRYPTION_KEYS: "k1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
};
/** Nobody listens on port 1. */
const noDatabase = "postgresql://nobody:secret@127.0.0.1:1/nothing";

async function run(program: string[], env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", ...program], {
    cwd: root,
    env: { ...environment, ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((done) => child.once("close", done));
  return { code, said };
}

const oneLine = (said: string) => expect(said.trim().split("\n"), said).toHaveLength(1);

it("a taken port is told in one line, with what to do", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await new Promise((done) => taken.once("listening", done));
  const { port } = taken.address() as AddressInfo;
  const DATA_DIR = await mkdtemp(join(tmpdir(), "taken-port-"));
  try {
    const { code, said } = await run(["app/main.ts"], {
      PORT: String(port),
      DATA_DIR,
      ROLE: "worker",
      LOG_LEVEL: "silent",
    });
    expect([code, said]).toEqual([1, expect.stringContaining(`Port ${port} is taken.`)]);
    oneLine(said);
  } finally {
    taken.close();
    await rm(DATA_DIR, { recursive: true, force: true });
  }
}, 60_000);

it.each([
  ["migrate", ["app/commands/migrate.ts"]],
  ["connect", ["app/commands/connect.ts", "--shop", "a.myshopify.com", "--waba", "1", "--phone-number-id", "2"]],
  ["replay", ["app/commands/replay.ts", "--all"]],
])(
  "%s without a database says so in one line, with no stack and no password",
  async (_name, program) => {
    const { code, said } = await run(program, { DATABASE_URL: noDatabase, CONNECT_ACCESS_TOKEN: "token" });
    expect([code, said]).toEqual([1, expect.stringContaining("Check DATABASE_URL")]);
    expect(said).not.toContain("secret");
    oneLine(said);
  },
  60_000,
);
