import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { z } from "zod";
import { parseObject, readBytes, sendJson } from "../http.ts";
import type { Account } from "../model.ts";
import { phoneDigits } from "../phone.ts";
import { addAccount, type World } from "../world.ts";

/** A code of Embedded Signup lives for half a minute at Meta. */
const codeLivesMs = 30_000;

const wishSchema = z.object({
  event: z.enum(["FINISH", "FINISH_ONLY_WABA"]),
  /** "new", or "<account id> <number id>". */
  number: z.string(),
  name: z.string().default(""),
  phone: z.string().default(""),
});

/** Everything under /facebook/: the JavaScript SDK, the window it opens, and what the window asks. */
export async function handleSignup(world: World, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const path = new URL(req.url ?? "/", "http://sandbox").pathname;
  switch (`${req.method} ${path}`) {
    case "GET /facebook/sdk.js":
      return sendText(res, "sdk.js", "text/javascript");
    case "GET /facebook/signup":
      return sendText(res, "signup.html", "text/html; charset=utf-8");
    case "GET /facebook/accounts":
      return sendJson(res, 200, [...world.accounts.values()].map(shown));
    case "POST /facebook/finish": {
      const wish = wishSchema.safeParse(parseObject(await readBytes(req, 64 * 1024)));
      if (!wish.success) return sendJson(res, 400, { error: z.prettifyError(wish.error) });
      return sendJson(res, 200, finish(world, wish.data));
    }
    default:
      return sendJson(res, 404, { error: "Pretend Facebook has no such page." });
  }
}

/** Makes what was asked for, and a code that opens the chosen account and no other. */
function finish(world: World, wish: z.output<typeof wishSchema>) {
  const [accountId = "", numberId] = wish.number === "new" ? newAccount(world, wish) : wish.number.split(" ");
  const code = randomBytes(24).toString("base64url");
  world.signupCodes.set(code, { accountIds: [accountId], expiresAt: world.now() + codeLivesMs });
  const number = wish.event === "FINISH" && numberId ? { phone_number_id: numberId } : {};
  return { code, waba_id: accountId, business_id: world.accounts.get(accountId)?.portfolio.id, ...number };
}

function newAccount(world: World, { event, name, phone }: z.output<typeof wishSchema>): [string, string] {
  // Above the ids of what a sandbox begins with: an account of those has several numbers.
  const serial = String(world.accounts.size + 100);
  const [accountId, numberId] = [`100000000000${serial}`, `200000000000${serial}`];
  const displayPhone = phoneDigits(phone) ? phone : `+49 30 901${serial}`;
  addAccount(world, {
    id: accountId,
    name,
    businessId: `300000000000${serial}`,
    tokens: [],
    tier: 250,
    subscribed: false,
    numbers: event === "FINISH" ? [{ id: numberId, displayPhone, verifiedName: name, registered: false }] : [],
  });
  return [accountId, numberId];
}

function shown(account: Account) {
  return {
    id: account.id,
    name: account.name,
    numbers: account.numbers.map(({ id, displayPhone }) => ({ id, displayPhone })),
  };
}

async function sendText(res: ServerResponse, file: string, type: string): Promise<void> {
  const text = await readFile(join(import.meta.dirname, file));
  res.writeHead(200, { "content-type": type, "access-control-allow-origin": "*" }).end(text);
}
