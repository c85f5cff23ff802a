import { afterEach, describe, expect, it } from "vitest";
import { printReceipt } from "#app/adapters/receipts/print-receipt.ts";
import { createWhatsAppApi, type WhatsAppApiClient } from "#app/adapters/whatsapp/client.ts";
import { parseCallback } from "#app/adapters/whatsapp/parse-callback.ts";
import type { MadeDocumentParameter } from "#app/core/outbox/message-content.ts";
import type { Ctx, Secrets } from "#app/core/ports.ts";
import { readReceipt } from "#app/core/sending/read-receipt.ts";
import { applyTemplateUpdate } from "#app/core/templates/apply-template-update.ts";
import { buildTemplateContent } from "#app/core/templates/build-template-content.ts";
import { chooseTemplate } from "#app/core/templates/choose-template.ts";
import { exampleFacts } from "#app/core/templates/example-facts.fixture.ts";
import { libraryLanguages } from "#app/core/templates/languages.ts";
import { blueprints, libraryKeys } from "#app/core/templates/library/blueprints.ts";
import { submitLibraryTemplates } from "#app/core/templates/submit-library-templates.ts";
import { syncTemplates } from "#app/core/templates/sync-templates.ts";
import { defaultPhoneNumberId, defaultToken, defaultWabaId } from "#sandbox/whatsapp/defaults.ts";
import { account, sandboxPerTest, type Started } from "#sandbox/whatsapp/testing.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { testLinks } from "#test/support/link-references.ts";
import { givenShop } from "#test/support/given.ts";

const database = useTestDatabase();
const startSandbox = sandboxPerTest();
const secrets: Secrets = { encrypt: (plain) => plain, decrypt: (sealed) => sealed };

const clients: WhatsAppApiClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
});

async function setUp() {
  const sandbox = await startSandbox({ accounts: [account({ templates: [] })] });
  const api = {
    ...createWhatsAppApi({ baseUrl: `${sandbox.origin}/graph`, version: "v25.0", links: testLinks }),
    printReceipt,
  };
  clients.push(api);
  const { ctx } = makeCtx(database.db);
  const shop = await givenShop(ctx, {
    shop: { storefrontHost: "shop.example" },
    account: { wabaId: defaultWabaId, accessToken: defaultToken },
  });
  return { sandbox, api, ctx, where: { shopId: shop.shop.id, accountId: shop.account.id } };
}

/** The document a message takes along, with nobody's order in it, as Meta's id. */
async function uploadSample(
  api: Awaited<ReturnType<typeof setUp>>["api"],
  ctx: Ctx,
  shopId: string,
  language: string,
  document: MadeDocumentParameter,
): Promise<string> {
  const now = ctx.clock.now();
  const sample = await readReceipt(ctx.db, { shopId, language, document: { ...document, orderId: null }, now });
  if (!sample) throw new Error("There is always a sample.");
  const { fileName } = document;
  const file = { fileName, mimeType: "application/pdf" as const, bytes: await api.printReceipt(sample) };
  const uploaded = await api.uploadMedia(defaultToken, defaultPhoneNumberId, file);
  if (uploaded.outcome !== "ok") throw new Error(uploaded.outcome);
  return uploaded.value.mediaId;
}

/** Every template callback the app has had, as the app applies them. */
async function applyCallbacks(
  { app }: Started,
  { ctx, where }: Pick<Awaited<ReturnType<typeof setUp>>, "ctx" | "where">,
) {
  const outcomes: string[] = [];
  for (const { raw } of app.callbacks) {
    const parsed = parseCallback(Buffer.from(raw));
    const items = parsed.outcome === "parsed" ? parsed.items : [];
    for (const item of items) {
      if (item.kind !== "template_update") continue;
      const update = { ...item, occurredAt: ctx.clock.now() };
      const { outcome } = await inTransaction(ctx, (tx) => applyTemplateUpdate(tx, where, update));
      outcomes.push(outcome);
    }
  }
  return outcomes;
}

describe("the library against the sandbox's Meta", () => {
  it(
    "is taken whole, approved, listed, and every message of it can be sent in every language",
    { timeout: 120_000 },
    async () => {
      const { sandbox, api, ctx, where } = await setUp();
      const all = libraryKeys.length * libraryLanguages.length;
      expect(await submitLibraryTemplates(ctx, api, secrets, where)).toEqual({
        outcome: "submitted",
        created: all,
        adopted: 0,
        refused: [],
      });
      await sandbox.pass(60_000);
      expect(await syncTemplates(ctx, api, secrets, where)).toMatchObject({
        outcome: "synced",
        listed: all,
        created: 0,
      });

      const refusals: string[] = [];
      let person = 0;
      for (const language of libraryLanguages) {
        for (const key of libraryKeys) {
          const locale = language.replace("_", "-");
          const chosen = await chooseTemplate(database.db, where.shopId, where.accountId, key, [locale]);
          if (chosen.outcome !== "chosen") throw new Error(`${key} in ${language}: ${chosen.outcome}`);
          expect(chosen.template).toMatchObject({ language, category: blueprints[key].category });
          const buttonPayloads = key === "cod_confirm" ? ["cod:confirm:1", "cod:cancel:1"] : {};
          const built = buildTemplateContent(chosen.template, exampleFacts(), { buttonPayloads });
          if (built.outcome !== "ok") throw new Error(`${key} in ${language}: ${built.problems[0]?.rule}`);
          person += 1;
          const { headerDocument: document } = built.content;
          const answer = await api.send(defaultToken, {
            phoneNumberId: defaultPhoneNumberId,
            recipient: { phone: `+4915112${String(person).padStart(6, "0")}` },
            content: built.content,
            ...(document ? { documentId: await uploadSample(api, ctx, where.shopId, language, document) } : {}),
            callbackData: `m${person}`,
          });
          if (answer.outcome !== "accepted") refusals.push(`${key} ${language}: ${JSON.stringify(answer)}`);
          sandbox.clock.advance(100);
        }
      }
      expect(refusals).toEqual([]);
    },
  );

  it("adopts what Meta has already, and follows its callbacks", async () => {
    const { sandbox, api, ctx, where } = await setUp();
    const input = { ...where, keys: ["order_shipped"] as const, languages: ["ja", "en"] as const };
    await submitLibraryTemplates(ctx, api, secrets, input);
    await database.db.template.deleteMany({ where });
    expect(await submitLibraryTemplates(ctx, api, secrets, input)).toMatchObject({
      created: 0,
      adopted: 2,
      refused: [],
    });

    await sandbox.pass(60_000);
    expect(await applyCallbacks(sandbox, { ctx, where })).toEqual(["applied", "applied"]);
    const choose = () => chooseTemplate(database.db, where.shopId, where.accountId, "order_shipped", ["ja-JP"]);
    expect(await choose()).toMatchObject({ outcome: "chosen", template: { language: "ja" } });

    sandbox.sandbox.controls.setTemplate({ name: "order_shipped", language: "ja", status: "PAUSED" });
    sandbox.sandbox.controls.setTemplate({ name: "order_shipped", language: "en", category: "MARKETING" });
    await sandbox.pass(1000);
    await applyCallbacks(sandbox, { ctx, where });
    expect(await choose()).toMatchObject({ outcome: "paused", language: "ja" });
  });
});
