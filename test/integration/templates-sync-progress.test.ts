import { afterEach, expect, it } from "vitest";
import { printReceipt } from "#app/adapters/receipts/print-receipt.ts";
import { createWhatsAppApi, type WhatsAppApiClient } from "#app/adapters/whatsapp/client.ts";
import { listTemplates } from "#app/core/analytics/list-templates.ts";
import { templateFiltersSchema } from "#app/core/analytics/template-filters.ts";
import { askForSync } from "#app/core/templates/sync-progress.ts";
import { syncTemplatesJob } from "#app/jobs/handlers/templates.ts";
import { defaultToken, defaultWabaId } from "#sandbox/whatsapp/defaults.ts";
import { account, sandboxPerTest } from "#sandbox/whatsapp/testing.ts";
import { makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenShop } from "#test/support/given.ts";
import { testLinks } from "#test/support/link-references.ts";
import { plainSecrets as secrets } from "#test/support/pretend-whatsapp-api.ts";

const database = useTestDatabase();
const startSandbox = sandboxPerTest();

const clients: WhatsAppApiClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
});

const count = 230;
const templates = Array.from({ length: count }, (_, index) => ({
  name: `note_${index}`,
  language: "en",
  category: "UTILITY" as const,
  components: [{ type: "BODY", text: "Your order has left our workshop today." }],
}));

async function setUp({ token = defaultToken } = {}) {
  const sandbox = await startSandbox({ accounts: [account({ templates })] });
  const whatsApp = {
    ...createWhatsAppApi({ baseUrl: `${sandbox.origin}/graph`, version: "v25.0", links: testLinks }),
    printReceipt,
  };
  clients.push(whatsApp);
  const { ctx, clock } = makeCtx(database.db);
  const { shop, account: kept } = await givenShop(ctx, { account: { wabaId: defaultWabaId, accessToken: token } });
  const progress = async () => (await listTemplates(ctx, shop.id, templateFiltersSchema.parse({}))).sync;
  /** What a merchant sees after each page that is read. */
  const seen: unknown[] = [];
  const watched: typeof whatsApp = {
    ...whatsApp,
    listTemplates: async (...asked) => {
      seen.push(await progress());
      return whatsApp.listTemplates(...asked);
    },
  };
  const run = () => syncTemplatesJob({ ctx, whatsApp: watched, secrets }, { shopId: shop.id });
  return { ctx, clock, shopId: shop.id, accountId: kept.id, progress, seen, run };
}

it("tells who asked how far it is, of how many, and that it is done", async () => {
  const { ctx, shopId, progress, seen, run } = await setUp();
  expect(await progress()).toEqual({ state: "idle", read: 0, total: null });
  await askForSync(ctx, shopId);
  await run();
  expect(seen).toEqual([
    { state: "running", read: 0, total: null },
    { state: "running", read: 100, total: count },
    { state: "running", read: 200, total: count },
  ]);
  expect(await progress()).toEqual({ state: "read", read: count, total: null });
});

it("shows nothing of a reading nobody asked for", async () => {
  const { progress, seen, run } = await setUp();
  await run();
  expect(seen).toHaveLength(3);
  expect([...seen, await progress()]).toEqual(Array(4).fill({ state: "idle", read: 0, total: null }));
});

it("says that it failed, until a later reading went well", async () => {
  const { ctx, clock, shopId, progress, run } = await setUp({ token: "revoked" });
  await askForSync(ctx, shopId);
  await expect(run()).rejects.toThrow("Template sync: refused");
  expect(await progress()).toMatchObject({ state: "failed" });
  clock.advance(60_000);
  await ctx.db.whatsAppAccount.updateMany({ where: { shopId }, data: { accessToken: defaultToken } });
  await run();
  expect(await progress()).toMatchObject({ state: "idle" });
});

it("fails when every account has to be connected again", async () => {
  const { ctx, shopId, progress, run } = await setUp();
  await ctx.db.whatsAppAccount.updateMany({ where: { shopId }, data: { status: "needs_reconnect" } });
  await askForSync(ctx, shopId);
  await run();
  expect(await progress()).toMatchObject({ state: "failed", read: 0 });
});

it("is stalled when it stops moving; asking again begins anew, asking while it runs does not", async () => {
  const { ctx, clock, shopId, progress } = await setUp();
  await askForSync(ctx, shopId);
  clock.advance(60_000);
  await askForSync(ctx, shopId);
  clock.advance(31_000);
  expect(await progress()).toMatchObject({ state: "stalled" });
  await askForSync(ctx, shopId);
  expect(await progress()).toMatchObject({ state: "running" });
});
