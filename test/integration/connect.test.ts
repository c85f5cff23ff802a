import { afterEach, describe, expect, test } from "vitest";
import { printReceipt } from "#app/adapters/receipts/print-receipt.ts";
import { createWhatsAppApi, type WhatsAppApiClient } from "#app/adapters/whatsapp/client.ts";
import { loadShopFacts } from "#app/core/automations/load-facts.ts";
import type { Secrets } from "#app/core/ports.ts";
import { claimLane } from "#app/core/sending/claim-lane.ts";
import { followSuccessors } from "#app/core/sending/follow-successors.ts";
import { assignNumbers } from "#app/core/shops/assign-numbers.ts";
import { readBusinessProfile, saveBusinessProfile } from "#app/core/shops/business-profile.ts";
import { checkConnection } from "#app/core/shops/check-connection.ts";
import { connectAccount } from "#app/core/shops/connect-account.ts";
import { connectByCode } from "#app/core/shops/connect-by-code.ts";
import { disconnectNumber } from "#app/core/shops/disconnect-number.ts";
import { keepAccount } from "#app/core/shops/keep-account.ts";
import { readConnections } from "#app/core/shops/read-connections.ts";
import { refreshAccount } from "#app/core/shops/refresh-account.ts";
import { renewToken } from "#app/core/shops/renew-token.ts";
import { carryTemplates } from "#app/core/templates/carry-templates.ts";
import { storeMedia } from "#app/core/templates/store-media.ts";
import { defaultAppSecret, sandboxAppId } from "#sandbox/whatsapp/defaults.ts";
import type { AccountSeed } from "#sandbox/whatsapp/options.ts";
import { sandboxPerTest } from "#sandbox/whatsapp/testing.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact } from "#test/support/given.ts";

const database = useTestDatabase();
const startSandbox = sandboxPerTest();
const secrets: Secrets = { encrypt: (plain) => `sealed:${plain}`, decrypt: (sealed) => sealed.slice(7) };
const freshPin = "135790";

const clients: WhatsAppApiClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
});

const main: AccountSeed = {
  id: "100000000000001",
  name: "Lindenholz",
  businessId: "300000000000001",
  tokens: ["main-token"],
  numbers: [
    { id: "200000000000001", displayPhone: "+49 30 901820", verifiedName: "Lindenholz" },
    { id: "200000000000002", displayPhone: "+49 30 901821", verifiedName: "Offers", registered: false },
    { id: "200000000000003", displayPhone: "+49 30 901822", verifiedName: "Old", registered: false, pin: "246810" },
  ],
  templates: [],
};
const outlet: AccountSeed = {
  id: "100000000000009",
  name: "Outlet",
  businessId: "300000000000009",
  tokens: ["outlet-token"],
  subscribed: false,
  numbers: [{ id: "200000000000009", displayPhone: "+49 30 901829", verifiedName: "Outlet" }],
  templates: [],
};

let shops = 0;
async function setUp() {
  const { sandbox, origin } = await startSandbox({ accounts: [main, outlet] });
  const api = createWhatsAppApi({
    baseUrl: `${origin}/graph`,
    version: "v25.0",
    app: { id: sandboxAppId, secret: defaultAppSecret },
  });
  clients.push(api);
  const { ctx, clock, logs } = makeCtx(database.db);
  const addShop = async () => {
    shops += 1;
    const fields = { name: "Lindenholz", timeZone: "Europe/Berlin", locale: "en", currency: "EUR" };
    const shop = await ctx.db.shop.create({
      data: {
        id: ctx.ids.next(),
        domain: `connect-${shops}.myshopify.com`,
        status: "installed",
        storefrontHost: "lindenholz.example",
        scopes: "",
        settings: {},
        installedAt: ctx.clock.now(),
        ...fields,
      },
    });
    return shop.id;
  };
  const shopId = await addShop();
  const connect = (numberId = "200000000000001", into = shopId, typedPin?: string) =>
    connectAccount(ctx, api, secrets, {
      shopId: into,
      wabaId: main.id,
      phoneNumberId: numberId,
      accessToken: "main-token",
      freshPin,
      typedPin,
    });
  const connectOutlet = () =>
    connectAccount(ctx, api, secrets, {
      shopId,
      wabaId: outlet.id,
      phoneNumberId: "200000000000009",
      accessToken: "outlet-token",
      freshPin,
    });
  const queueFrom = async (numberId: string, kind: "template" | "text" = "template") => {
    const contact = await givenContact(ctx, shopId);
    const content =
      kind === "text"
        ? { kind, text: "Hello" }
        : { kind, name: "order_confirmed", language: "en", header: [], body: [], buttons: [] };
    const now = ctx.clock.now();
    const message = await ctx.db.message.create({
      data: {
        shopId,
        id: ctx.ids.next(),
        numberId,
        contactId: contact.id,
        dedupeKey: contact.id,
        state: "queued",
        category: "utility",
        priority: 0,
        content,
        dueAt: now,
        createdAt: now,
        expiresAt: new Date(now.getTime() + 86_400_000),
      },
    });
    return () => ctx.db.message.findFirstOrThrow({ where: { shopId, id: message.id } });
  };
  const disconnect = (numberId: string, queue: Parameters<typeof disconnectNumber>[3]["queue"]) =>
    disconnectNumber(ctx, api, secrets, { shopId, numberId, queue });
  return { sandbox, origin, api, ctx, clock, logs, shopId, addShop, connect, connectOutlet, queueFrom, disconnect };
}

function connected<A extends { outcome: string }>(result: A): Extract<A, { outcome: "connected" }> {
  if (result.outcome !== "connected") throw new Error(`Not connected: ${JSON.stringify(result)}`);
  return result as Extract<A, { outcome: "connected" }>;
}

describe("the plain way", () => {
  const right = { wabaId: main.id, phoneNumberId: "200000000000001", accessToken: "main-token" };
  test.each([
    ["a token Meta does not know", { accessToken: "other" }, "accessToken", "tokenInvalid"],
    ["an account that is not the token's", { wabaId: outlet.id }, "wabaId", "accountUnknown"],
    ["a number's id for the account", { wabaId: "200000000000002" }, "wabaId", "accountIsNumber"],
    ["a number that does not exist", { phoneNumberId: "299999999999999" }, "phoneNumberId", "numberUnknown"],
    ["the phone number itself", { phoneNumberId: "4930901821" }, "phoneNumberId", "numberIsPhone"],
    ["no id at all", { wabaId: "Lindenholz" }, "wabaId", "notAnId"],
    ["a token with a line break", { accessToken: "main\ntoken" }, "accessToken", "tokenHasSpaces"],
  ])("says beside the field what is wrong: %s", async (_what, wrong, field, rule) => {
    const { ctx, api, shopId } = await setUp();
    const checked = await checkConnection(ctx, api, { shopId, metaAppId: sandboxAppId, ...right, ...wrong });
    expect(checked).toMatchObject({ outcome: "invalid", problems: [{ field, rule }] });
    expect(await ctx.db.whatsAppAccount.count()).toBe(0);
  });

  test("takes what is right, and tells a token of another Meta app and what serves another shop", async () => {
    const { ctx, api, shopId, addShop, connect } = await setUp();
    const check = (into: string, metaAppId: string) => checkConnection(ctx, api, { shopId: into, metaAppId, ...right });
    expect(await check(shopId, sandboxAppId)).toMatchObject({ outcome: "ok" });
    expect(await check(shopId, "999")).toMatchObject({ problems: [{ rule: "tokenOfOtherApp" }] });
    connected(await connect());
    const other = await addShop();
    expect(await check(other, sandboxAppId)).toMatchObject({ problems: [{ field: "wabaId", rule: "accountTaken" }] });
    expect(await connect("200000000000001", other)).toEqual({ outcome: "taken" });
  });

  test("offers the account's numbers when the one typed is not among them", async () => {
    const { ctx, api, shopId } = await setUp();
    const typed = { ...right, phoneNumberId: "299999999999999" };
    const checked = await checkConnection(ctx, api, { shopId, metaAppId: undefined, ...typed });
    expect(checked).toMatchObject({ choices: main.numbers.map(({ id }) => ({ phoneNumberId: id })) });
  });
});

describe("registering", () => {
  test("a fresh number gets a PIN of ours, kept as ciphertext before Meta hears of it", async () => {
    const { ctx, connect } = await setUp();
    const { numberId } = connected(await connect("200000000000002"));
    const number = await ctx.db.whatsAppNumber.findFirstOrThrow({ where: { id: numberId } });
    expect(number).toMatchObject({ status: "connected", pin: `sealed:${freshPin}`, isDefault: true });
  });

  test("a number with a PIN asks for it, and sends only then", async () => {
    const { ctx, connect } = await setUp();
    const first = await connect("200000000000003");
    expect(first).toMatchObject({ outcome: "pin_needed", wrong: false });
    expect(await ctx.db.whatsAppNumber.findFirst()).toMatchObject({ status: "disconnected", pin: null });
    expect(await connect("200000000000003", undefined, "111111")).toMatchObject({ outcome: "pin_needed", wrong: true });
    connected(await connect("200000000000003", undefined, "246810"));
    expect(await ctx.db.whatsAppNumber.findFirst()).toMatchObject({ status: "connected", pin: "sealed:246810" });
  });
});

describe("Embedded Signup", () => {
  async function finish(origin: string, wish: object) {
    const answer = await fetch(`${origin}/facebook/finish`, { method: "POST", body: JSON.stringify(wish) });
    return (await answer.json()) as { code: string; waba_id: string; phone_number_id?: string };
  }

  test("the code becomes a token once, and opens only the account that was chosen", async () => {
    const { ctx, api, shopId, origin } = await setUp();
    const { code, waba_id } = await finish(origin, { event: "FINISH", number: `${outlet.id} 200000000000009` });
    const end = { shopId, code, freshPin };
    // What a browser says it chose is not what Meta granted.
    const foreign = await connectByCode(ctx, api, secrets, {
      ...end,
      wabaId: main.id,
      phoneNumberId: "200000000000001",
    });
    expect(foreign).toMatchObject({ outcome: "refused" });
    expect(await connectByCode(ctx, api, secrets, { ...end, wabaId: waba_id })).toEqual({ outcome: "code_refused" });

    const again = await finish(origin, { event: "FINISH", number: `${outlet.id} 200000000000009` });
    const input = { shopId, freshPin, code: again.code, wabaId: outlet.id, phoneNumberId: "200000000000009" };
    connected(await connectByCode(ctx, api, secrets, input));
    expect(await ctx.db.whatsAppAccount.findFirst()).toMatchObject({ wabaId: outlet.id, status: "connected" });
  });

  test("when the token ends by itself is kept, with a number and without", async () => {
    const { ctx, api, shopId, origin } = await setUp();
    const expiresAt = new Date("2027-01-20T12:00:00Z");
    const ending: typeof api = {
      ...api,
      inspectToken: async (token) => {
        const read = await api.inspectToken(token);
        return read.outcome === "ok" && read.value ? { outcome: "ok", value: { ...read.value, expiresAt } } : read;
      },
    };
    const end = async (phoneNumberId: string) => {
      const { code } = await finish(origin, { event: "FINISH", number: `${outlet.id} 200000000000009` });
      await connectByCode(ctx, ending, secrets, { shopId, freshPin, code, wabaId: outlet.id, phoneNumberId });
      const account = await ctx.db.whatsAppAccount.findFirstOrThrow();
      await ctx.db.whatsAppAccount.updateMany({ data: { tokenExpiresAt: null } });
      return account.tokenExpiresAt;
    };
    expect(await end("200000000000010")).toEqual(expiresAt);
    expect(await end("200000000000009")).toEqual(expiresAt);
  });

  test("a number that is not listed yet is not replaced by the only one that is", async () => {
    const { ctx, api, shopId, origin } = await setUp();
    const { code } = await finish(origin, { event: "FINISH", number: `${outlet.id} 200000000000009` });
    const input = { shopId, freshPin, code, wabaId: outlet.id, phoneNumberId: "200000000000010" };
    const ended = await connectByCode(ctx, api, secrets, input);
    expect(ended).toMatchObject({ outcome: "choose_number", choices: [{ phoneNumberId: "200000000000009" }] });
    expect(await ctx.db.whatsAppNumber.count()).toBe(0);
  });

  test("an account without a number is kept, for a number to come", async () => {
    const { ctx, api, shopId, origin } = await setUp();
    const { code, waba_id } = await finish(origin, { event: "FINISH_ONLY_WABA", number: "new", name: "New" });
    const ended = await connectByCode(ctx, api, secrets, { shopId, code, wabaId: waba_id, freshPin });
    expect(ended).toMatchObject({ outcome: "choose_number", choices: [] });
    expect((await readConnections(ctx, shopId)).accounts).toMatchObject([{ wabaId: waba_id, numbers: [] }]);
  });
});

describe("several numbers", () => {
  test("each category goes from its number, and a second merchant is told", async () => {
    const { ctx, shopId, connect } = await setUp();
    const first = connected(await connect()).numberId;
    const second = connected(await connect("200000000000002")).numberId;
    const { rolesVersion } = await readConnections(ctx, shopId);
    const roles = { defaultId: first, utilityId: null, marketingId: second };
    expect(await assignNumbers(ctx, shopId, roles, rolesVersion)).toEqual({ outcome: "saved" });
    expect(await assignNumbers(ctx, shopId, roles, rolesVersion)).toMatchObject({ outcome: "conflict" });
    const from = async (category: "utility" | "marketing") =>
      (await inTransaction(ctx, ({ tx }) => loadShopFacts(tx, shopId, category)))?.numberId;
    expect([await from("utility"), await from("marketing")]).toEqual([first, second]);

    const other = { ...roles, defaultId: "00000000-0000-7000-8000-000000000000" };
    const { rolesVersion: now } = await readConnections(ctx, shopId);
    expect(await assignNumbers(ctx, shopId, other, now)).toEqual({ outcome: "unknown_number" });
  });
});

describe("disconnecting", () => {
  test("what waits can wait: nothing is sent, and reconnecting sends it", async () => {
    const { ctx, shopId, connect, queueFrom, disconnect } = await setUp();
    const { numberId, accountId } = connected(await connect());
    const message = await queueFrom(numberId);
    expect(await disconnect(numberId, { do: "wait" })).toMatchObject({ outcome: "disconnected", accountIsLeft: true });
    expect(await disconnect(numberId, { do: "wait" })).toMatchObject({ outcome: "disconnected" });
    expect(await claimLane(ctx, { shopId, numberId, workerId: "w", limit: 10 })).toBeNull();
    expect(await ctx.db.whatsAppAccount.findFirst({ where: { id: accountId } })).toMatchObject({ accessToken: "" });
    expect(await message()).toMatchObject({ state: "queued", numberId });

    expect(connected(await connect())).toEqual({ outcome: "connected", accountId, numberId });
    expect(await ctx.db.whatsAppNumber.findFirst()).toMatchObject({ status: "connected", isDefault: true });
  });

  test("what waits can be cancelled, with a reason to read", async () => {
    const { connect, queueFrom, disconnect } = await setUp();
    const { numberId } = connected(await connect());
    const message = await queueFrom(numberId);
    expect(await disconnect(numberId, { do: "cancel" })).toMatchObject({ affected: 1 });
    expect(await message()).toMatchObject({ state: "cancelled", reason: "cancelled_with_number" });
  });

  test("another number takes the place: queue, default and purpose, and what comes back late", async () => {
    const { ctx, shopId, connect, queueFrom, disconnect } = await setUp();
    const first = connected(await connect()).numberId;
    const second = connected(await connect("200000000000002")).numberId;
    const [template, text] = [await queueFrom(first), await queueFrom(first, "text")];
    expect(await disconnect(first, { do: "move", toNumberId: second })).toMatchObject({
      affected: 1,
      accountIsLeft: false,
    });
    expect(await template()).toMatchObject({ state: "queued", numberId: second });
    // An answer belongs into the conversation with the number itself.
    expect(await text()).toMatchObject({ numberId: first });
    expect((await readConnections(ctx, shopId)).roles.defaultId).toBe(second);

    const late = await queueFrom(first);
    expect(await followSuccessors(ctx)).toBe(1);
    expect(await late()).toMatchObject({ numberId: second });
    expect(await disconnect(second, { do: "move", toNumberId: first })).toEqual({ outcome: "no_successor" });
  });

  test("a disconnected number may serve another shop, and callbacks follow it", async () => {
    const { ctx, connect, disconnect, addShop } = await setUp();
    const { numberId } = connected(await connect());
    await disconnect(numberId, { do: "wait" });
    const other = await addShop();
    connected(await connect("200000000000001", other));
    expect(await connect()).toEqual({ outcome: "taken" });
    expect(await ctx.db.whatsAppNumber.count({ where: { phoneNumberId: "200000000000001" } })).toBe(2);
  });

  test("no other shop's number is touched", async () => {
    const { ctx, api, connect, addShop } = await setUp();
    const { numberId } = connected(await connect());
    const stranger = { shopId: await addShop(), numberId, queue: { do: "cancel" as const } };
    expect(await disconnectNumber(ctx, api, secrets, stranger)).toEqual({ outcome: "not_found" });
    expect(await ctx.db.whatsAppNumber.findFirst()).toMatchObject({ status: "connected" });
  });
});

describe("moving to another account", () => {
  test("brings the templates along, once", async () => {
    const { ctx, api, sandbox, shopId, connect, connectOutlet } = await setUp();
    const from = connected(await connect()).accountId;
    const to = connected(await connectOutlet()).accountId;
    const now = ctx.clock.now();
    await ctx.db.template.create({
      data: {
        shopId,
        id: ctx.ids.next(),
        accountId: from,
        name: "spring_news",
        language: "en",
        status: "approved",
        intendedCategory: "marketing",
        category: "marketing",
        components: [{ type: "BODY", text: "Spring is here, and so are new boards." }],
        variables: {},
        createdAt: now,
        updatedAt: now,
      },
    });
    const move = { shopId, fromAccountId: from, toAccountId: to };
    expect(await carryTemplates(ctx, { ...api, printReceipt }, secrets, move)).toEqual({
      outcome: "carried",
      submitted: 1,
      refused: 0,
    });
    expect(await carryTemplates(ctx, { ...api, printReceipt }, secrets, move)).toEqual({
      outcome: "carried",
      submitted: 0,
      refused: 0,
    });
    expect(sandbox.controls.state().templates).toBe(1);
  });

  test("brings along what is written but not submitted, and uploads the files anew", async () => {
    const { ctx, api, sandbox, shopId, connect, connectOutlet } = await setUp();
    const from = connected(await connect()).accountId;
    const to = connected(await connectOutlet()).accountId;
    const bytes = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 1]);
    const stored = await storeMedia(ctx, shopId, { format: "image", fileName: "board.png", bytes });
    if (stored.outcome !== "stored") throw new Error(stored.outcome);
    const headerMedia = { format: "image" as const, mediaId: stored.mediaId };
    const text = "Spring is here, and so are new boards.";
    const draft = { category: "marketing", language: "en", body: `${text} Come and see!`, buttons: [], samples: {} };
    const now = ctx.clock.now();
    const given = (name: string, data: object) =>
      ctx.db.template.create({
        data: {
          ...{ shopId, id: ctx.ids.next(), accountId: from, name, language: "en", createdAt: now, updatedAt: now },
          ...{ status: "approved", intendedCategory: "marketing", category: "marketing", draftVersion: 2 },
          // As a sync reads it: Meta shows where the file is, and takes no such address.
          components: [
            { type: "HEADER", format: "IMAGE", example: { header_handle: ["https://scontent.example/board.png"] } },
            { type: "BODY", text },
          ],
          variables: { header: [], body: [], buttons: [], headerMedia },
          ...data,
        },
      });
    await given("spring_news", { draft: { ...draft, name: "spring_news", headerMedia } });
    await given("too_loud", { status: "rejected", reason: "PROMOTIONAL", draft: { ...draft, name: "too_loud" } });
    await given("unfinished", { status: "draft", draft: { ...draft, name: "unfinished", body: "" } });

    const move = { shopId, fromAccountId: from, toAccountId: to };
    const whole = { ...api, printReceipt };
    expect(await carryTemplates(ctx, whole, secrets, move)).toEqual({ outcome: "carried", submitted: 1, refused: 0 });
    const rows = await ctx.db.template.findMany({ where: { accountId: to }, orderBy: { name: "asc" } });
    expect(rows).toMatchObject([
      { name: "spring_news", draftVersion: 2, draft: { body: draft.body }, variables: { headerMedia } },
      { name: "too_loud", status: "draft", reason: "PROMOTIONAL", draft: { body: draft.body } },
      { name: "unfinished", status: "draft", draft: { body: "" } },
    ]);
    expect(rows[0]?.metaId).not.toBeNull();
    expect(await carryTemplates(ctx, whole, secrets, move)).toEqual({ outcome: "carried", submitted: 0, refused: 0 });
    expect(sandbox.controls.state().templates).toBe(1);
  });
});

describe("looking after an account", () => {
  test("a withdrawn token stops it, another lets it go on", async () => {
    const { ctx, api, sandbox, shopId, connect } = await setUp();
    const { accountId } = connected(await connect());
    sandbox.controls.revokeToken("main-token");
    expect(await refreshAccount(ctx, api, secrets, { shopId, accountId })).toEqual({ outcome: "needs_reconnect" });
    sandbox.controls.grantToken("second-token", [main.id]);
    const kept = await keepAccount(ctx, api, secrets, { shopId, wabaId: main.id, accessToken: "second-token" });
    expect(kept).toEqual({ outcome: "kept", accountId });
    expect(await ctx.db.whatsAppAccount.findFirst()).toMatchObject({ status: "connected", statusNote: null });
  });

  test("a token of another Meta app is not taken, though the account has no number yet", async () => {
    const { ctx, api, sandbox, shopId } = await setUp();
    const input = { shopId, wabaId: main.id, accessToken: "main-token" };
    const kept = await keepAccount(ctx, api, secrets, input);
    if (kept.outcome !== "kept") throw new Error(kept.outcome);
    sandbox.controls.grantToken("second-token", [main.id]);
    const renew = (metaAppId: string, accessToken = "second-token") =>
      renewToken(ctx, api, secrets, { shopId, accountId: kept.accountId, accessToken, metaAppId });
    expect(await renew("999")).toMatchObject({ outcome: "invalid", problems: [{ rule: "tokenOfOtherApp" }] });
    expect(await renew(sandboxAppId, "")).toMatchObject({ outcome: "invalid", problems: [{ rule: "missing" }] });
    expect(await ctx.db.whatsAppAccount.findFirst()).toMatchObject({ accessToken: "sealed:main-token" });
    expect(await renew(sandboxAppId)).toEqual(kept);
  });

  test("a payment problem is told with Meta's solution, and ends when it is solved", async () => {
    const { ctx, api, sandbox, shopId, connect } = await setUp();
    const { accountId } = connected(await connect());
    sandbox.controls.setPaymentProblem(main.id, true);
    await refreshAccount(ctx, api, secrets, { shopId, accountId });
    const { accounts } = await readConnections(ctx, shopId);
    expect(accounts).toMatchObject([{ status: "payment_problem", problems: [{ code: 141006, blocks: true }] }]);
    expect(accounts[0]?.problems[0]?.solution).toMatch(/payment method/);
    sandbox.controls.setPaymentProblem(main.id, false);
    await refreshAccount(ctx, api, secrets, { shopId, accountId });
    expect((await readConnections(ctx, shopId)).accounts).toMatchObject([{ status: "connected", problems: [] }]);
  });
});

describe("the business profile", () => {
  const mine = {
    about: "Wood for life",
    address: "Lindenallee 1, Berlin",
    description: "",
    email: "hello@lindenholz.example",
    websites: ["https://lindenholz.example", ""],
    vertical: "RETAIL",
  };

  test("is written at Meta, checked field by field, and not over what somebody else wrote", async () => {
    const { ctx, api, shopId, connect } = await setUp();
    const where = { shopId, numberId: connected(await connect()).numberId };
    const read = await readBusinessProfile(ctx, api, secrets, where);
    const version = read?.version ?? 0;
    const save = (profile: typeof mine, onto: number) =>
      saveBusinessProfile(ctx, api, secrets, { ...where, profile, version: onto });

    expect(await save({ ...mine, email: "nobody" }, version)).toMatchObject({
      outcome: "invalid",
      problems: [{ field: "email", rule: "notAnEmail" }],
    });
    expect(await save(mine, version)).toEqual({ outcome: "saved" });
    expect(await save(mine, version), "sent twice").toEqual({ outcome: "saved" });
    expect(await readBusinessProfile(ctx, api, secrets, where)).toMatchObject({ profile: { about: "Wood for life" } });

    const conflict = await save({ ...mine, about: "Other" }, version);
    expect(conflict).toMatchObject({ outcome: "conflict" });
    if (conflict.outcome !== "conflict") return;
    expect(await save({ ...mine, about: "Other" }, conflict.version)).toEqual({ outcome: "saved" });
    expect(await save({ ...mine, about: "" }, 0)).toMatchObject({
      problems: [{ field: "about", rule: "aboutNeeded" }],
    });
  });
});

test("no log line knows a token, a PIN or a phone number", async () => {
  const { logs, connect, disconnect } = await setUp();
  const { numberId } = connected(await connect("200000000000002"));
  await disconnect(numberId, { do: "wait" });
  expect(logs.length).toBeGreaterThan(0);
  expect(JSON.stringify(logs)).not.toMatch(/main-token|135790|901821/);
});
