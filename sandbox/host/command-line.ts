import { parseArgs } from "node:util";

export const usage = `Usage: npm run sandbox [-- --verbose]

Starts the pretend Shopify, the pretend WhatsApp and the real app between them, until Ctrl-C. Nothing leaves this computer.

  --verbose   shows the app's log too
  --help      shows this

Environment:
  SANDBOX_PORT       port of the page; the two after it are used too (default 4000; 0: any three free ones)
  SANDBOX_HOST       address to listen on (default 127.0.0.1)
  SANDBOX_DATA_DIR   folder for the app's database and log, emptied at each start (default .data/sandbox)`;

type Wish =
  | { outcome: "help" }
  | { outcome: "start"; options: { port: number; host?: string; dataDir?: string; verbose: boolean } };

const LAST_PORT = 65_535;

/** What was asked for; throws an Error whose message is meant for the person who typed it. */
export function readWish(args: string[], env: Record<string, string | undefined>): Wish {
  const { help, verbose } = readFlags(args);
  if (help) return { outcome: "help" };
  const options = { port: readPort(env.SANDBOX_PORT), host: env.SANDBOX_HOST, dataDir: env.SANDBOX_DATA_DIR, verbose };
  return { outcome: "start", options };
}

function readFlags(args: string[]): { help: boolean; verbose: boolean } {
  try {
    const { values } = parseArgs({
      args,
      options: { help: { type: "boolean", short: "h" }, verbose: { type: "boolean" } },
    });
    return { help: values.help ?? false, verbose: values.verbose ?? false };
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`, { cause: error });
  }
}

/** The tunnel and the app take the two ports after the page's. */
function readPort(written: string | undefined): number {
  if (!written) return 4000;
  const port = Number(written);
  if (/^\d+$/.test(written) && port <= LAST_PORT - 2) return port;
  throw new Error(`SANDBOX_PORT is "${written}", but must be a whole number from 0 to ${LAST_PORT - 2}, such as 4100.`);
}
