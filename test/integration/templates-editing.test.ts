import { afterEach, describe, expect, it } from "vitest";
import { printReceipt } from "#app/adapters/receipts/print-receipt.ts";
import { createWhatsAppApi, type WhatsAppApiClient } from "#app/adapters/whatsapp/client.ts";
import { parseCallback } from "#app/adapters/whatsapp/parse-callback.ts";
import { listTemplates } from "#app/core/analytics/list-templates.ts";
import { readTemplate } from "#app/core/analytics/read-template.ts";
import { templateFiltersSchema } from "#app/core/analytics/template-filters.ts";
import { acceptCategory } from "#app/core/templates/accept-category.ts";
import { applyTemplateUpdate } from "#app/core/templates/apply-template-update.ts";
import { buildTemplateContent } from "#app/core/templates/build-template-content.ts";
import { deleteTemplate } from "#app/core/templates/delete-template.ts";
import { exampleFacts } from "#app/core/templates/example-facts.fixture.ts";
import type { TemplateDraft } from "#app/core/templates/model.ts";
import { saveTemplate } from "#app/core/templates/save-template.ts";
import { readMedia, storeMedia } from "#app/core/templates/store-media.ts";
import { submitLibraryTemplates } from "#app/core/templates/submit-library-templates.ts";
import { submitTemplate } from "#app/core/templates/submit-template.ts";
import { syncTemplates } from "#app/core/templates/sync-templates.ts";
import { defaultPhoneNumberId, defaultToken, defaultWabaId } from "#sandbox/whatsapp/defaults.ts";
import { account, sandboxPerTest } from "#sandbox/whatsapp/testing.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenShop } from "#test/support/given.ts";
import { testLinks } from "#test/support/link-references.ts";
import { plainSecrets as secrets } from "#test/support/pretend-whatsapp-api.ts";

const database = useTestDatabase();
const startSandbox = sandboxPerTest();
const dayMs = 86_400_000;

const clients: WhatsAppApiClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
});

const parcel: TemplateDraft = {
  name: "parcel_note",
  language: "en",
  category: "utility",
  body: "Hello {{customer.first_name}}, your order {{order.name}} has left our workshop today and is on its way.",
  buttons: [{ type: "quick_reply", text: "Thanks" }],
  samples: { "customer.first_name": "Ada", "order.name": "#1001" },
};

const edited = { ...parcel, body: `${parcel.body} We hope you like it.` };

async function setUp() {
  const sandbox = await startSandbox({ accounts: [account({ templates: [] })] });
  const mediaUrl = (shopId: string, mediaId: string) => `https://app.example/media/${shopId}/${mediaId}`;
  const api = {
    ...createWhatsAppApi({ baseUrl: `${sandbox.origin}/graph`, version: "v25.0", mediaUrl, links: testLinks }),
    printReceipt,
  };
  clients.push(api);
  const made = makeCtx(database.db);
  const { ctx } = made;
  const { shop, account: kept } = await givenShop(ctx, {
    shop: { storefrontHost: "shop.example" },
    account: { wabaId: defaultWabaId, accessToken: defaultToken },
  });
  const where = { shopId: shop.id, accountId: kept.id };
  let read = 0;

  /** Meta reviews what waits, and its callbacks reach the rows. */
  async function review(): Promise<string[]> {
    await sandbox.pass(60_000);
    made.clock.advance(60_000);
    const outcomes: string[] = [];
    for (const { raw } of sandbox.app.callbacks.slice(read)) {
      const parsed = parseCallback(Buffer.from(raw));
      for (const item of parsed.outcome === "parsed" ? parsed.items : []) {
        if (item.kind !== "template_update") continue;
        const update = { ...item, occurredAt: ctx.clock.now() };
        outcomes.push((await inTransaction(ctx, (tx) => applyTemplateUpdate(tx, where, update))).outcome);
      }
    }
    read = sandbox.app.callbacks.length;
    return outcomes;
  }

  const save = (draft: TemplateDraft, version: number | null) =>
    saveTemplate(ctx, { shopId: shop.id, name: draft.name, version, drafts: [draft] });
  const submit = (language = "en", name = parcel.name) =>
    submitTemplate(ctx, api, secrets, { shopId: shop.id, name, language });
  const row = () =>
    database.db.template.findFirstOrThrow({ where: { shopId: shop.id, name: parcel.name, language: "en" } });
  return { sandbox, api, ctx, clock: made.clock, shopId: shop.id, where, review, save, submit, row };
}

type World = Awaited<ReturnType<typeof setUp>>;

async function approved(world: World, draft = parcel) {
  await world.save(draft, null);
  expect(await world.submit("en", draft.name)).toEqual({ outcome: "submitted" });
  await world.review();
}

describe("writing a template", () => {
  it("keeps what is unfinished, tells the second of two who save, and takes a name once", async () => {
    const world = await setUp();
    const unfinished = { ...parcel, body: "" };
    expect(await world.save(unfinished, null)).toEqual({ outcome: "saved", version: 1 });
    expect(await world.save(parcel, null)).toEqual({ outcome: "name_taken" });
    expect(await world.save(parcel, 1)).toEqual({ outcome: "saved", version: 2 });
    expect(await world.save(unfinished, 1)).toEqual({ outcome: "conflict", version: 2 });
    expect(await readTemplate(world.ctx, world.shopId, parcel.name)).toMatchObject({
      version: 2,
      languages: [{ status: "draft", unsubmitted: true, draft: { body: parcel.body } }],
    });
    expect(await readTemplate(world.ctx, world.shopId, "another")).toBeNull();
  });

  it("is not submitted broken; submitted, approved and sent when whole", async () => {
    const world = await setUp();
    await world.save({ ...parcel, body: "{{order.name}} has left." }, null);
    expect(await world.submit()).toMatchObject({ outcome: "invalid" });
    expect((await world.row()).status).toBe("draft");
    await world.save(parcel, 1);
    expect(await world.submit()).toEqual({ outcome: "submitted" });
    expect(await world.row()).toMatchObject({ status: "pending", draft: null });
    expect(await world.submit()).toMatchObject({ outcome: "mapped" });
    expect(await world.review()).toEqual(["applied"]);
    const row = await world.row();
    expect(row).toMatchObject({ status: "approved", variables: { body: ["customer.first_name", "order.name"] } });
    expect(buildTemplateContent(row, exampleFacts()).outcome).toBe("ok");
  });

  it("that Meta has keeps another example that is given for a variable", async () => {
    const world = await setUp();
    await approved(world);
    await world.save({ ...parcel, samples: { ...parcel.samples, "order.name": "#2002" } }, 1);
    const read = await readTemplate(world.ctx, world.shopId, parcel.name);
    expect(read?.languages[0]?.draft.samples).toEqual({ ...parcel.samples, "order.name": "#2002" });
    await world.save(parcel, 2);
    expect((await world.row()).draft).toBeNull();
  });

  it("that Meta rejects keeps the reason, and can be mended", async () => {
    const world = await setUp();
    await world.save(parcel, null);
    expect(await world.submit()).toEqual({ outcome: "submitted" });
    await world.review();
    world.sandbox.sandbox.controls.setTemplate({
      name: parcel.name,
      language: "en",
      status: "REJECTED",
      reason: "INVALID_FORMAT",
    });
    await world.review();
    expect(await world.row()).toMatchObject({ status: "rejected", reason: "INVALID_FORMAT" });
    await world.save(edited, 1);
    expect(await world.submit()).toEqual({ outcome: "submitted" });
    await world.review();
    expect(await world.row()).toMatchObject({ status: "approved", reason: null });
  });
});

describe("without an account", () => {
  it("says that it has to be connected again, and does not break", async () => {
    const world = await setUp();
    await approved(world);
    await world.save(edited, 1);
    await world.ctx.db.whatsAppAccount.updateMany({
      where: { shopId: world.shopId },
      data: { accessToken: "", disconnectedAt: world.ctx.clock.now(), status: "needs_reconnect" },
    });
    const sealed = {
      encrypt: secrets.encrypt,
      decrypt: (text: string) => {
        if (text === "") throw new Error("Nothing to decrypt.");
        return secrets.decrypt(text);
      },
    };
    const asked = { shopId: world.shopId, name: parcel.name };
    const reconnect = { outcome: "refused", refusal: { action: "reconnect" } };
    expect(await submitTemplate(world.ctx, world.api, sealed, { ...asked, language: "en" })).toMatchObject(reconnect);
    expect(await deleteTemplate(world.ctx, world.api, sealed, asked)).toMatchObject(reconnect);
    expect(await syncTemplates(world.ctx, world.api, sealed, world.where)).toEqual({ outcome: "unknown_account" });
    const library = await submitLibraryTemplates(world.ctx, world.api, sealed, world.where);
    expect(library).toEqual({ outcome: "unknown_account" });
    expect((await world.row()).status).toBe("approved");
  });
});

describe("editing an approved template", () => {
  it("leaves what is sent alone until Meta took it, and keeps to Meta's limits", async () => {
    const world = await setUp();
    await approved(world);
    const before = await world.row();
    await world.save(edited, 1);
    expect(await world.row()).toMatchObject({ status: "approved", components: before.components });

    expect(await world.submit()).toEqual({ outcome: "submitted" });
    expect((await world.row()).status).toBe("pending");
    await world.review();
    const after = await world.row();
    expect(after.status).toBe("approved");
    expect(JSON.stringify(after.components)).toContain("We hope you like it.");

    await world.save(parcel, 2);
    expect(await world.submit()).toMatchObject({ outcome: "edit_limit" });
    expect((await world.row()).status).toBe("approved");
    world.clock.advance(dayMs);
    world.sandbox.clock.advance(dayMs);
    expect(await world.submit()).toEqual({ outcome: "submitted" });
  });

  it("submits once when clicked twice", async () => {
    const world = await setUp();
    await approved(world);
    await world.save(edited, 1);
    let edits = 0;
    const slow = {
      ...world.api,
      editTemplate: async (...args: Parameters<typeof world.api.editTemplate>) => {
        edits += 1;
        // Until the other click is answered: after this edit is settled it would be told that Meta has these words.
        if (edits === 1) await Promise.race(clicks);
        return world.api.editTemplate(...args);
      },
    };
    const asked = { shopId: world.shopId, name: parcel.name, language: "en" };
    const clicks = [1, 2].map(() => submitTemplate(world.ctx, slow, secrets, asked));
    const answers = await Promise.all(clicks);
    expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual(["not_editable", "submitted"]);
    expect(edits).toBe(1);
  });

  it("is approved also when Meta, who dates by whole seconds, does so within the second of the edit", async () => {
    const world = await setUp();
    await approved(world);
    await world.save(edited, 1);
    const second = Math.ceil(world.clock.now().getTime() / 1000) * 1000;
    world.clock.advance(second + 700 - world.clock.now().getTime());
    expect(await world.submit()).toEqual({ outcome: "submitted" });
    const { metaId } = await world.row();
    const update = {
      field: "message_template_status_update",
      templateId: metaId ?? "",
      event: "APPROVED",
      value: {},
      occurredAt: new Date(second),
    };
    await inTransaction(world.ctx, (tx) => applyTemplateUpdate(tx, world.where, update));
    expect((await world.row()).status).toBe("approved");
  });

  it("that ends without an answer is settled by a sync, never by a callback alone", async () => {
    const world = await setUp();
    await approved(world);
    // The second variable is another: old values in the new words would be wrong ones.
    await world.save(
      {
        ...parcel,
        body: edited.body.replace("{{order.name}}", "{{order.total}}"),
        samples: { ...parcel.samples, "order.total": "€49.90" },
      },
      1,
    );
    const silent = {
      ...world.api,
      editTemplate: async (...args: Parameters<typeof world.api.editTemplate>) => {
        await world.api.editTemplate(...args);
        return { outcome: "unknown" as const, cause: "cut" };
      },
    };
    const answer = await submitTemplate(world.ctx, silent, secrets, {
      shopId: world.shopId,
      name: parcel.name,
      language: "en",
    });
    expect(answer).toMatchObject({ outcome: "unknown" });
    expect(await world.review()).toEqual(["ignored"]);
    expect((await world.row()).status).toBe("pending");
    await syncTemplates(world.ctx, world.api, secrets, world.where);
    const row = await world.row();
    // Meta has the same text with numbers: which variables they are is told by the draft.
    expect(row).toMatchObject({
      status: "approved",
      draft: null,
      reason: null,
      variables: { body: ["customer.first_name", "order.total"] },
    });
  });

  it("does not take away the quick replies an automation waits for", async () => {
    const world = await setUp();
    await approved(world);
    const automation = await database.db.automation.findFirst({ where: { shopId: world.shopId } });
    const id = automation?.id ?? world.ctx.ids.next();
    const now = world.ctx.clock.now();
    const definition = { steps: [{ kind: "send_template", template: parcel.name, quickReplyPayloads: ["thanks"] }] };
    await database.db.automation.upsert({
      where: { shopId_id: { shopId: world.shopId, id } },
      create: {
        shopId: world.shopId,
        id,
        key: "parcel",
        name: "Parcel",
        trigger: "order_created",
        enabled: true,
        definition,
        createdAt: now,
        updatedAt: now,
      },
      update: { definition, enabled: true },
    });
    await world.save({ ...parcel, buttons: [] }, 1);
    expect(await world.submit()).toMatchObject({ outcome: "invalid", problems: [{ rule: "replies_in_use" }] });
    expect(
      await deleteTemplate(world.ctx, world.api, secrets, { shopId: world.shopId, name: parcel.name }),
    ).toMatchObject({
      outcome: "in_use",
    });
    await database.db.automation.update({
      where: { shopId_id: { shopId: world.shopId, id } },
      data: { enabled: false },
    });
    const remove = () => deleteTemplate(world.ctx, world.api, secrets, { shopId: world.shopId, name: parcel.name });
    expect(await remove()).toEqual({ outcome: "deleted" });
    expect(await remove()).toEqual({ outcome: "not_found" });
    expect((await world.row()).status).toBe("deleted");
  });
});

describe("files, codes, offers and carousels", () => {
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]);

  it("keeps a file once, knows it by its first bytes, and gives it to its own shop only", async () => {
    const { ctx, shopId } = await setUp();
    const file = { format: "image" as const, fileName: "bowl.png", bytes: png };
    const first = await storeMedia(ctx, shopId, file);
    expect(await storeMedia(ctx, shopId, file)).toEqual(first);
    expect(await storeMedia(ctx, shopId, { ...file, format: "video" })).toEqual({ outcome: "wrong_kind" });
    const large = { ...file, bytes: new Uint8Array(5 * 1024 * 1024 + 1) };
    expect(await storeMedia(ctx, shopId, large)).toEqual({ outcome: "too_large", maxMb: 5 });
    const mediaId = first.outcome === "stored" ? first.mediaId : "";
    expect(await readMedia(ctx, shopId, mediaId)).toMatchObject({ mimeType: "image/png" });
    expect(await readMedia(ctx, ctx.ids.next(), mediaId)).toBeNull();
  });

  it("are taken by Meta and sent", async () => {
    const world = await setUp();
    const stored = await storeMedia(world.ctx, world.shopId, { format: "image", fileName: "bowl.png", bytes: png });
    const mediaId = stored.outcome === "stored" ? stored.mediaId : "";
    const link = { type: "url", text: "Look", base: "https://{storefrontHost}/", variable: "product.path" } as const;
    const samples = { ...parcel.samples, "product.path": "products/oak-bowl", "product.title": "Oak bowl" };
    const base: TemplateDraft = { ...parcel, category: "marketing", samples, buttons: [] };
    const card = {
      media: { format: "image", mediaId } as const,
      body: "Our {{product.title}} is made of old oak",
      buttons: [link],
    };
    const drafts: TemplateDraft[] = [
      {
        ...base,
        name: "with_picture",
        headerMedia: { format: "image", mediaId },
        buttons: [{ type: "copy_code", code: "OAK10" }],
      },
      {
        ...base,
        name: "with_offer",
        offer: { text: "Oak week", hours: 48 },
        buttons: [{ type: "copy_code", code: "OAK10" }, link],
      },
      { ...base, name: "with_cards", cards: [card, card] },
    ];
    let person = 0;
    for (const draft of drafts) {
      await approved(world, draft);
      const row = await database.db.template.findFirstOrThrow({ where: { shopId: world.shopId, name: draft.name } });
      expect(row.status).toBe("approved");
      const built = buildTemplateContent(row, exampleFacts());
      if (built.outcome !== "ok") throw new Error(JSON.stringify(built.problems));
      person += 1;
      const answer = await world.api.send(defaultToken, {
        phoneNumberId: defaultPhoneNumberId,
        recipient: { phone: `+49151123456${String(person).padStart(2, "0")}` },
        content: built.content,
        callbackData: world.ctx.ids.next(),
      });
      if (answer.outcome !== "accepted") throw new Error(`${draft.name}: ${JSON.stringify(answer)}`);
      const again = await readTemplate(world.ctx, world.shopId, draft.name);
      expect(again?.languages[0]?.draft).toMatchObject({ ...draft, samples: expect.any(Object) });
    }
    const shown = world.sandbox.sandbox.controls.accepted()[0]?.shown;
    expect(shown?.header).toMatchObject({ kind: "image", url: `https://app.example/media/${world.shopId}/${mediaId}` });
  });
});

describe("the list", () => {
  it("groups languages by name and filters; a category Meta chose is accepted once", async () => {
    const world = await setUp();
    await approved(world);
    world.sandbox.sandbox.controls.setTemplate({ name: parcel.name, language: "en", category: "MARKETING" });
    await world.review();
    const list = (filters: object) => listTemplates(world.ctx, world.shopId, templateFiltersSchema.parse(filters));
    expect((await list({ status: "attention" })).templates).toMatchObject([
      { name: parcel.name, category: "marketing", languages: [{ language: "en", recategorised: true }] },
    ]);
    expect((await list({ status: "rejected" })).templates).toEqual([]);
    expect((await list({ search: "Parcel note" })).count).toBe(1);
    expect((await list({ use: "used" })).count).toBe(0);
    const accept = () => acceptCategory(world.ctx, { shopId: world.shopId, name: parcel.name, language: "en" });
    expect(await accept()).toEqual({ outcome: "accepted" });
    expect(await accept()).toEqual({ outcome: "accepted" });
    expect((await list({ status: "attention" })).templates).toEqual([]);
  });
});
