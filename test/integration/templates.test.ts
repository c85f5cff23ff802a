import { describe, expect, it } from "vitest";
import type { ApiResult, Documents, Refusal, RemoteTemplate, Secrets, WhatsAppApi } from "#app/core/ports.ts";
import { applyTemplateUpdate, type TemplateUpdate } from "#app/core/templates/apply-template-update.ts";
import { buildTemplateContent } from "#app/core/templates/build-template-content.ts";
import { chooseTemplate } from "#app/core/templates/choose-template.ts";
import { exampleFacts } from "#app/core/templates/example-facts.fixture.ts";
import { submitLibraryTemplates } from "#app/core/templates/submit-library-templates.ts";
import { syncTemplates } from "#app/core/templates/sync-templates.ts";
import { inTransaction, makeCtx, type TestContext } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenShop } from "#test/support/given.ts";

const database = useTestDatabase();

const secrets: Secrets = { encrypt: (plain) => `sealed ${plain}`, decrypt: (sealed) => sealed.replace("sealed ", "") };
const duplicate: Refusal = {
  code: 100,
  subcode: 2388024,
  title: "Content in This Language Already Exists",
  action: "bad_payload",
};
const badPayload: Refusal = { code: 100, title: "Invalid parameter", details: "Too many words", action: "bad_payload" };
const tokenGone: Refusal = { code: 190, title: "Access token has expired", action: "reconnect" };

type Answer<T> = ApiResult<T> | null;

type Meta = {
  templates: RemoteTemplate[];
  tokens: string[];
  creates: number;
  /** Answers in place of Meta, before it does anything. */
  before(name: string): Answer<never>;
  /** Answers in place of Meta, after it has done it. */
  after(name: string): Answer<never>;
  onPage(page: number): Promise<Answer<never>>;
  find(name: string, language: string): RemoteTemplate;
  api: Pick<WhatsAppApi, "createTemplate" | "listTemplates" | "uploadFile"> & Documents;
};

/** Meta's templates of one account, with a place to go wrong before and after each call. */
function makeMeta(pageSize = 3): Meta {
  const templates: RemoteTemplate[] = [];
  const meta: Meta = {
    templates,
    tokens: [],
    creates: 0,
    before: () => null,
    after: () => null,
    onPage: async () => null,
    find: (name: string, language: string) => {
      const found = templates.find((each) => each.name === name && each.language === language);
      if (!found) throw new Error(`Meta has no ${name} in ${language}`);
      return found;
    },
    api: {
      printReceipt: async () => new Uint8Array(),
      uploadFile: async () => ({ outcome: "ok", value: { handle: "4::handle" } }),
      async createTemplate(token, _waba, { name, language, category, components }) {
        meta.tokens.push(token);
        const refused = meta.before(name);
        if (refused) return refused;
        meta.creates += 1;
        if (templates.some((each) => each.name === name && each.language === language)) {
          return { outcome: "refused", refusal: duplicate };
        }
        const id = String(900719925474099300n + BigInt(templates.length));
        templates.push({ id, name, language, category, components: structuredClone(components), status: "PENDING" });
        return meta.after(name) ?? { outcome: "ok", value: { id, status: "PENDING", category } };
      },
      async listTemplates(_token, _waba, after) {
        const from = Number(after ?? 0);
        const broken = await meta.onPage(from / pageSize);
        if (broken) return broken;
        const page = structuredClone(templates.slice(from, from + pageSize));
        const more = from + pageSize < templates.length;
        return { outcome: "ok", value: { templates: page, ...(more ? { after: String(from + pageSize) } : {}) } };
      },
    },
  };
  return meta;
}

async function setUp(context: TestContext = makeCtx(database.db)) {
  const { shop, account } = await givenShop(context.ctx, { account: { accessToken: "sealed token" } });
  const where = { shopId: shop.id, accountId: account.id };
  const meta = makeMeta();
  const small = { ...where, languages: ["en", "de"] as const, keys: ["order_confirmed", "abandoned_cart"] as const };
  return {
    ...context,
    where,
    meta,
    submit: () => submitLibraryTemplates(context.ctx, meta.api, secrets, small),
    sync: () => syncTemplates(context.ctx, meta.api, secrets, where),
    rows: () => database.db.template.findMany({ where, orderBy: [{ name: "asc" }, { language: "asc" }] }),
    row: (name: string, language = "en") =>
      database.db.template.findUniqueOrThrow({
        where: { shopId_accountId_name_language: { ...where, name, language } },
      }),
    choose: (name: string, ...locales: (string | null)[]) =>
      chooseTemplate(database.db, where.shopId, where.accountId, name, locales),
    update: (change: Partial<TemplateUpdate> & { field: string }) =>
      inTransaction(context.ctx, (tx) =>
        applyTemplateUpdate(tx, where, { value: {}, occurredAt: context.clock.now(), ...change }),
      ),
    cursor: () =>
      database.db.syncCursor.findUniqueOrThrow({ where: { shopId_kind: { shopId: where.shopId, kind: "templates" } } }),
  };
}

describe("submitLibraryTemplates", () => {
  it("submits what is lacking, once, with the account's token", async () => {
    const { meta, submit, rows } = await setUp();
    expect(await submit()).toEqual({ outcome: "submitted", created: 4, adopted: 0, refused: [] });
    expect(await rows()).toMatchObject([
      {
        name: "abandoned_cart",
        language: "de",
        status: "pending",
        category: "marketing",
        libraryKey: "abandoned_cart",
      },
      { name: "abandoned_cart", language: "en" },
      { name: "order_confirmed", language: "de", metaId: expect.stringMatching(/^9007199254740993\d\d$/) },
      { name: "order_confirmed", language: "en", category: "utility", submittedAt: expect.any(Date) },
    ]);
    expect(new Set(meta.tokens)).toEqual(new Set(["token"]));
    expect(meta.find("order_confirmed", "de").components).toMatchObject([
      { type: "HEADER", format: "TEXT" },
      {
        type: "BODY",
        example: { body_text: [["Ada", "#1001", "Oak & Co", "Oak bowl und 2 × Tray", expect.any(String)]] },
      },
      { type: "BUTTONS", buttons: [{ type: "URL", url: "https://lindenholz.example/apps/tidings/r/{{1}}" }] },
    ]);

    expect(await submit()).toEqual({ outcome: "submitted", created: 0, adopted: 0, refused: [] });
    expect(meta.creates).toBe(4);
  });

  it("goes on where a run stopped, and adopts what Meta had taken without being heard", async () => {
    const { meta, submit, rows, row } = await setUp();
    let calls = 0;
    meta.after = () => ((calls += 1) === 2 ? { outcome: "unknown", cause: "ECONNRESET" } : null);
    expect(await submit()).toEqual({ outcome: "interrupted", created: 1, cause: "ECONNRESET" });
    expect((await rows()).map(({ status }) => status).toSorted()).toEqual(["draft", "draft", "draft", "pending"]);

    meta.after = () => null;
    expect(await submit()).toMatchObject({ outcome: "submitted", created: 2, adopted: 1 });
    expect(meta.templates).toHaveLength(4);
    for (const each of await rows()) {
      expect(each).toMatchObject({ status: "pending", metaId: meta.find(each.name, each.language).id });
      expect(each.variables).toMatchObject({ body: expect.arrayContaining(["customer.first_name"]) });
    }
    expect(await row("order_confirmed")).toMatchObject({ libraryKey: "order_confirmed" });
  });

  it("two runs at once end as one", async () => {
    const { meta, submit, rows } = await setUp();
    await Promise.all([submit(), submit()]);
    await submit();
    expect(meta.templates).toHaveLength(4);
    expect((await rows()).every(({ status, metaId }) => status === "pending" && metaId !== null)).toBe(true);
  });

  it("keeps a refused one as a draft with the reason, and submits the others", async () => {
    const { meta, submit, row } = await setUp();
    meta.before = (name) => (name === "abandoned_cart" ? { outcome: "refused", refusal: badPayload } : null);
    expect(await submit()).toMatchObject({ outcome: "submitted", created: 2, refused: [{ code: 100 }, { code: 100 }] });
    expect(await row("abandoned_cart")).toMatchObject({ status: "draft", reason: "Invalid parameter: Too many words" });
  });

  it("stops when the account is full, and says so on the draft", async () => {
    const { meta, submit, rows } = await setUp();
    const full: Refusal = { code: 100, subcode: 2388019, title: "Template limit exceeded", action: "bad_payload" };
    meta.before = () => ({ outcome: "refused", refusal: full });
    expect(await submit()).toEqual({ outcome: "interrupted", created: 0, cause: "template_limit" });
    expect(meta.tokens).toHaveLength(1);
    expect((await rows()).filter(({ reason }) => reason === "Template limit exceeded")).toHaveLength(1);
  });

  it("stops at once when the token is gone", async () => {
    const { meta, submit } = await setUp();
    meta.before = () => ({ outcome: "refused", refusal: tokenGone });
    expect(await submit()).toEqual({ outcome: "interrupted", created: 0, cause: "refused:190" });
    expect(meta.tokens).toHaveLength(1);
  });

  it("does not fill somebody else's template of the same name with our variables", async () => {
    const { meta, submit, sync, row, choose } = await setUp();
    meta.templates.push({
      id: "77",
      name: "order_confirmed",
      language: "en",
      status: "APPROVED",
      category: "UTILITY",
      components: [{ type: "BODY", text: "Order {{1}} of {{2}} from {{3}} has {{4}} and costs {{5}} in all." }],
    });
    await submit();
    await sync();
    expect(await row("order_confirmed")).toMatchObject({ status: "approved", libraryKey: null, metaId: "77" });
    const chosen = await choose("order_confirmed", "en");
    if (chosen.outcome !== "chosen") throw new Error(chosen.outcome);
    expect(buildTemplateContent(chosen.template, exampleFacts())).toMatchObject({
      outcome: "mismatch",
      problems: [{ rule: "variables_unmapped" }],
    });
  });

  it("leaves alone what was rejected or deleted", async () => {
    const { meta, submit, update, where } = await setUp();
    await submit();
    await update({
      field: "message_template_status_update",
      event: "REJECTED",
      templateId: meta.find("order_confirmed", "de").id,
    });
    await database.db.template.updateMany({ where: { ...where, name: "abandoned_cart" }, data: { status: "deleted" } });
    await submit();
    expect(meta.creates).toBe(4);
  });

  it("answers for an account it does not know", async () => {
    const { ctx, meta, where } = await setUp();
    const input = { ...where, accountId: ctx.ids.next() };
    expect(await submitLibraryTemplates(ctx, meta.api, secrets, input)).toEqual({ outcome: "unknown_account" });
    expect(await syncTemplates(ctx, meta.api, secrets, input)).toEqual({ outcome: "unknown_account" });
  });
});

describe("syncTemplates", () => {
  it("takes over status, category, quality and text from all pages, and writes nothing the second time", async () => {
    const { meta, submit, sync, row, rows, cursor, clock } = await setUp();
    await submit();
    for (const each of meta.templates) each.status = "APPROVED";
    Object.assign(meta.find("abandoned_cart", "de"), { status: "PAUSED", quality: "RED" });
    Object.assign(meta.find("order_confirmed", "en"), { category: "MARKETING" });
    clock.advance(60_000);
    expect(await sync()).toEqual({ outcome: "synced", listed: 4, created: 0, changed: 4, deleted: 0 });
    expect(await row("abandoned_cart", "de")).toMatchObject({ status: "paused", quality: "RED" });
    expect(await row("order_confirmed")).toMatchObject({
      status: "approved",
      category: "marketing",
      intendedCategory: "utility",
    });
    expect(await cursor()).toMatchObject({ seenUntil: clock.now(), lastRunAt: clock.now(), lastError: null });

    const before = await rows();
    clock.advance(60_000);
    expect(await sync()).toMatchObject({ outcome: "synced", changed: 0 });
    expect((await rows()).map(({ updatedAt }) => updatedAt)).toEqual(before.map(({ updatedAt }) => updatedAt));
    expect((await rows()).every(({ syncedAt }) => syncedAt?.getTime() === clock.now().getTime())).toBe(true);
  });

  it("brings templates made elsewhere, not to be sent until mapped, and knows the library's own again", async () => {
    const { meta, submit, sync, row, where } = await setUp();
    await submit();
    const stranger = { id: "5", name: "summer_hello", language: "es_AR", status: "APPROVED", category: "MARKETING" };
    meta.templates.push({
      ...stranger,
      components: [{ type: "BODY", text: "Hola {{1}}, llegó el verano." }],
      quality: "GREEN",
    });
    await database.db.template.deleteMany({ where });
    expect(await sync()).toMatchObject({ created: 5 });
    expect(await row("summer_hello", "es_AR")).toMatchObject({
      status: "approved",
      intendedCategory: "marketing",
      libraryKey: null,
      variables: { unmapped: true },
    });
    const known = await row("order_confirmed", "de");
    expect(known).toMatchObject({ libraryKey: "order_confirmed", intendedCategory: "utility" });
    expect(
      buildTemplateContent(
        known,
        exampleFacts({
          shop: { ...exampleFacts().shop, storefrontHost: "lindenholz.example", domain: "shop.example" },
        }),
      ),
    ).toMatchObject({ outcome: "ok" });
  });

  it("marks as deleted what a complete listing lacks, but not what was submitted a moment ago", async () => {
    const { meta, submit, sync, rows, row, clock } = await setUp();
    await submit();
    meta.templates.splice(0, 1);
    expect(await sync()).toMatchObject({ deleted: 0 });
    clock.advance(11 * 60_000);
    expect(await sync()).toMatchObject({ listed: 3, deleted: 1 });
    expect((await rows()).filter(({ status }) => status === "deleted")).toHaveLength(1);
    expect(await sync()).toMatchObject({ deleted: 0, changed: 0 });
    expect(await row("order_confirmed")).toBeDefined();
  });

  it("deletes nothing when the listing breaks, and remembers why", async () => {
    const { meta, submit, sync, rows, cursor, clock } = await setUp();
    await submit();
    await sync();
    const seenUntil = (await cursor()).seenUntil;
    clock.advance(3_600_000);
    meta.onPage = async (page) => (page === 1 ? { outcome: "refused", refusal: tokenGone } : null);
    expect(await sync()).toEqual({ outcome: "refused", refusal: tokenGone });
    expect((await rows()).some(({ status }) => status === "deleted")).toBe(false);
    expect(await cursor()).toMatchObject({ seenUntil, lastRunAt: clock.now(), lastError: "refused:190" });
    meta.onPage = async () => ({ outcome: "unknown", cause: "timeout" });
    expect(await sync()).toEqual({ outcome: "failed", cause: "timeout" });
  });

  it("does not walk in circles", async () => {
    const { ctx, where } = await setUp();
    const api: Pick<WhatsAppApi, "listTemplates"> = {
      listTemplates: async () => ({ outcome: "ok", value: { templates: [], after: "again" } }),
    };
    expect(await syncTemplates(ctx, api, secrets, where)).toEqual({ outcome: "failed", cause: "endless_listing" });
  });

  it("leaves a row to the callback that came while the listing ran", async () => {
    const { meta, submit, sync, update, row, clock } = await setUp();
    await submit();
    for (const each of meta.templates) each.status = "APPROVED";
    const { id } = meta.find("order_confirmed", "en");
    meta.onPage = async (page) => {
      if (page !== 1) return null;
      clock.advance(1000);
      await update({ field: "message_template_status_update", event: "PAUSED", templateId: id });
      return null;
    };
    await sync();
    expect(await row("order_confirmed")).toMatchObject({ status: "paused" });
    expect(await row("order_confirmed", "de")).toMatchObject({ status: "approved" });
  });

  it("touches no other shop's rows", async () => {
    const one = await setUp();
    const other = await setUp({ ...one });
    await one.submit();
    await other.submit();
    one.meta.templates.length = 0;
    one.clock.advance(3_600_000);
    expect(await one.sync()).toMatchObject({ deleted: 4 });
    expect((await other.rows()).every(({ status }) => status === "pending")).toBe(true);
  });
});

describe("applyTemplateUpdate", () => {
  const status = "message_template_status_update";

  async function submitted() {
    const all = await setUp();
    await all.submit();
    all.clock.advance(60_000);
    return { ...all, id: all.meta.find("order_confirmed", "en").id };
  }

  it("follows a template's life, and chooseTemplate with it", async () => {
    const { update, choose, id, row, clock } = await submitted();
    expect(await choose("order_confirmed", "en")).toEqual({ outcome: "pending", language: "en", reason: null });
    expect(await update({ field: status, templateId: id, event: "APPROVED", reason: "NONE" })).toMatchObject({
      outcome: "applied",
    });
    expect(await choose("order_confirmed", "en")).toMatchObject({ outcome: "chosen", template: { language: "en" } });
    for (const [event, expected] of [
      ["PAUSED", "paused"],
      ["REJECTED", "rejected"],
      ["DISABLED", "disabled"],
    ] as const) {
      clock.advance(1000);
      await update({ field: status, templateId: id, event, reason: "LOW_QUALITY" });
      expect(await choose("order_confirmed", "en")).toEqual({
        outcome: expected,
        language: "en",
        reason: "LOW_QUALITY",
      });
    }
    clock.advance(1000);
    await update({ field: status, templateId: id, event: "REINSTATED", reason: "NONE" });
    expect(await row("order_confirmed")).toMatchObject({ status: "approved", reason: null });
    clock.advance(1000);
    await update({ field: status, templateId: id, event: "DELETED" });
    // The German one waits for its review still; nothing stands in for it.
    expect(await choose("order_confirmed", "en")).toEqual({ outcome: "missing" });
  });

  it("changes nothing on repeated and late callbacks", async () => {
    const { update, id, row, clock } = await submitted();
    const approvedAt = clock.now();
    clock.advance(60_000);
    const paused = { field: status, templateId: id, event: "PAUSED", occurredAt: clock.now() };
    expect(await update(paused)).toMatchObject({ outcome: "applied" });
    expect(await update(paused)).toMatchObject({ outcome: "unchanged" });
    expect(await update({ field: status, templateId: id, event: "APPROVED", occurredAt: approvedAt })).toMatchObject({
      outcome: "stale",
    });
    expect(await row("order_confirmed")).toMatchObject({ status: "paused", reason: "PAUSED" });
  });

  it("does not let an old callback undo what a sync has seen", async () => {
    const { meta, sync, update, id, row, clock } = await submitted();
    const approvedAt = clock.now();
    clock.advance(3_600_000);
    for (const each of meta.templates) each.status = "DISABLED";
    await sync();
    expect(await update({ field: status, templateId: id, event: "APPROVED", occurredAt: approvedAt })).toMatchObject({
      outcome: "stale",
    });
    expect(await row("order_confirmed")).toMatchObject({ status: "disabled" });
  });

  it("finds the row by name when the callback is faster than the create call's answer", async () => {
    const { meta, submit, update, row } = await setUp();
    const early: Promise<unknown>[] = [];
    const { createTemplate } = meta.api;
    meta.api.createTemplate = async (...call) => {
      const answer = await createTemplate(...call);
      const { name, language } = call[2];
      if (answer.outcome === "ok") {
        const { id: templateId } = answer.value;
        await Promise.all([...early, update({ field: status, templateId, name, language, event: "APPROVED" })]);
      }
      return answer;
    };
    await submit();
    expect(await row("order_confirmed")).toMatchObject({
      status: "approved",
      metaId: meta.find("order_confirmed", "en").id,
    });
  });

  it("notices a change of category, also when the approval brings it, and stops", async () => {
    const { update, choose, id, clock } = await submitted();
    await update({ field: status, templateId: id, event: "APPROVED", category: "MARKETING" });
    expect(await choose("order_confirmed", "en")).toMatchObject({ outcome: "recategorised", language: "en" });
    clock.advance(1000);
    const announced = { field: "template_category_update", templateId: id };
    await update({ ...announced, category: "UTILITY" });
    expect(await choose("order_confirmed", "en")).toMatchObject({ outcome: "chosen" });
    await update({ ...announced, category: "MARKETING", occurredAt: new Date(clock.now().getTime() - 500) });
    expect(await choose("order_confirmed", "en")).toMatchObject({ outcome: "chosen" });
  });

  it("keeps quality, and takes over an edited text, which then does not match", async () => {
    const { update, id, row } = await submitted();
    await update({ field: "message_template_quality_update", templateId: id, quality: "YELLOW" });
    await update({
      field: "message_template_components_update",
      templateId: id,
      value: {
        message_template_element: "Hi {{1}}, order {{2}} is confirmed.",
        message_template_title: "Confirmed",
        message_template_buttons: [
          {
            message_template_button_type: "URL",
            message_template_button_text: "Order",
            message_template_button_url: "https://x.example/{{1}}",
          },
        ],
      },
    });
    const edited = await row("order_confirmed");
    expect(edited).toMatchObject({
      quality: "YELLOW",
      components: [
        { type: "HEADER", text: "Confirmed" },
        { type: "BODY", text: "Hi {{1}}, order {{2}} is confirmed." },
        { type: "BUTTONS", buttons: [{ text: "Order", url: "https://x.example/{{1}}" }] },
      ],
    });
    expect(buildTemplateContent(edited, exampleFacts())).toMatchObject({ outcome: "mismatch" });
  });

  it("warns without stopping, and ignores what it does not know", async () => {
    const { update, id, row, clock } = await submitted();
    await update({ field: status, templateId: id, event: "APPROVED" });
    clock.advance(1000);
    await update({ field: status, templateId: id, event: "FLAGGED", reason: "NONE" });
    expect(await row("order_confirmed")).toMatchObject({ status: "approved", reason: "FLAGGED" });
    expect(await update({ field: status, templateId: id, event: "LOCKED" })).toEqual({ outcome: "ignored" });
    expect(await update({ field: "account_alerts", templateId: id })).toEqual({ outcome: "ignored" });
    expect(await update({ field: status, templateId: "1", event: "APPROVED" })).toEqual({
      outcome: "unknown_template",
    });
    const recreated = { templateId: "1", name: "order_confirmed", language: "en" };
    expect(await update({ field: status, event: "DELETED", ...recreated })).toEqual({ outcome: "unknown_template" });
  });
});
