import { expect, it } from "vitest";
import { Prisma } from "#prisma/generated/client.ts";
import { forgetUnusedMedia } from "#app/core/templates/forget-media.ts";
import type { TemplateDraft } from "#app/core/templates/model.ts";
import { saveTemplate } from "#app/core/templates/save-template.ts";
import { readMedia, storeMedia } from "#app/core/templates/store-media.ts";
import { makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenMessage } from "#test/support/given-message.ts";
import { givenContact, givenShop } from "#test/support/given.ts";

const database = useTestDatabase();
const dayMs = 86_400_000;

async function setUp() {
  const { ctx, clock } = makeCtx(database.db);
  const { shop, number } = await givenShop(ctx);
  let made = 0;

  async function upload(): Promise<string> {
    made += 1;
    const bytes = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, made]);
    const stored = await storeMedia(ctx, shop.id, { format: "image", fileName: `${made}.png`, bytes });
    if (stored.outcome !== "stored") throw new Error(stored.outcome);
    return stored.mediaId;
  }
  const isKept = async (mediaId: string) => (await readMedia(ctx, shop.id, mediaId)) !== null;
  return { ctx, clock, shopId: shop.id, numberId: number.id, upload, isKept };
}

function draftWith(name: string, parts: Partial<TemplateDraft>): TemplateDraft {
  return { name, language: "en", category: "marketing", body: "Look what is new.", buttons: [], samples: {}, ...parts };
}

it("deletes files that nothing has shown for a month, and only those", async () => {
  const { ctx, clock, shopId, numberId, upload, isKept } = await setUp();
  const [inHeader, inCard, ofDeleted, waiting, unused] = await Promise.all(Array.from({ length: 5 }, upload));
  if (!inHeader || !inCard || !ofDeleted || !waiting || !unused) throw new Error("not uploaded");
  const image = (mediaId: string) => ({ format: "image" as const, mediaId });
  const save = (draft: TemplateDraft) =>
    saveTemplate(ctx, { shopId, name: draft.name, version: null, drafts: [draft] });
  await save(draftWith("with_header", { headerMedia: image(inHeader) }));
  await save(draftWith("with_cards", { cards: [{ media: image(inCard), buttons: [] }] }));
  await save(draftWith("deleted", { headerMedia: image(ofDeleted) }));
  // What Meta has says so in its variables, without a draft.
  const ofMeta = (name: string, status: "approved" | "deleted") =>
    ctx.db.template.updateMany({ where: { shopId, name }, data: { status, metaId: name, draft: Prisma.DbNull } });
  await ofMeta("with_cards", "approved");
  const contact = await givenContact(ctx, shopId);
  const messageId = await givenMessage(
    ctx,
    { shopId, numberId, contactId: contact.id },
    {
      content: {
        ...{ kind: "template", name: "sale", language: "en", header: [], body: [], buttons: [] },
        headerMedia: { type: "image", mediaId: waiting },
        mediaShopId: shopId,
      },
    },
  );

  clock.advance(29 * dayMs);
  await ofMeta("deleted", "deleted");
  await ctx.db.template.updateMany({ where: { shopId, name: "deleted" }, data: { updatedAt: ctx.clock.now() } });
  expect(await forgetUnusedMedia(ctx, shopId)).toBe(0);

  clock.advance(2 * dayMs);
  expect(await forgetUnusedMedia(ctx, shopId)).toBe(1);
  expect(await isKept(unused)).toBe(false);
  for (const mediaId of [inHeader, inCard, ofDeleted, waiting]) expect(await isKept(mediaId)).toBe(true);

  await ctx.db.message.updateMany({
    where: { shopId, id: messageId },
    data: { state: "cancelled", reason: "order_came" },
  });
  expect(await forgetUnusedMedia(ctx, shopId)).toBe(1);
  expect(await isKept(waiting)).toBe(false);

  clock.advance(31 * dayMs);
  expect(await forgetUnusedMedia(ctx, shopId)).toBe(1);
  expect(await isKept(ofDeleted)).toBe(false);
  expect(await forgetUnusedMedia(ctx, shopId)).toBe(0);
});

it("keeps a file that is chosen again, and another shop's", async () => {
  const mine = await setUp();
  const theirs = await setUp();
  const file = { format: "image" as const, fileName: "bowl.png", bytes: Uint8Array.from([0x89, 0x50, 0x4e, 0x47]) };
  await storeMedia(mine.ctx, mine.shopId, file);
  await storeMedia(theirs.ctx, theirs.shopId, file);
  mine.clock.advance(31 * dayMs);
  const again = await storeMedia(mine.ctx, mine.shopId, file);
  expect(await forgetUnusedMedia(mine.ctx, mine.shopId)).toBe(0);
  expect(await mine.isKept(again.outcome === "stored" ? again.mediaId : "")).toBe(true);
  mine.clock.advance(31 * dayMs);
  expect(await forgetUnusedMedia(mine.ctx, mine.shopId)).toBe(1);
  expect(await database.db.templateMedia.count({ where: { shopId: theirs.shopId } })).toBe(1);
});

it("has room for 500 MB of a shop's files, whoever uploads at the same moment, and takes one it has again", async () => {
  const { ctx, shopId } = await setUp();
  const others = await givenShop(ctx);
  // Text that is easily packed takes up as much as it says, and next to nothing on the disk.
  for (let part = 0; part < 31; part += 1) {
    await ctx.db.$executeRaw`
      INSERT INTO "TemplateMedia" ("shopId", "id", "mimeType", "fileName", "bytes", "sha256", "createdAt")
      VALUES (${shopId}::uuid, ${ctx.ids.next()}::uuid, 'video/mp4', 'film.mp4',
        convert_to(repeat('x', 16 * 1024 * 1024), 'UTF8'), ${`film ${part}`}, now())`;
  }
  // 496 MB are taken, so there is room for one of these.
  const picture = (of: string, first: number) => {
    const bytes = new Uint8Array(3 * 1024 * 1024);
    bytes.set([0x89, 0x50, 0x4e, 0x47, first]);
    return storeMedia(ctx, of, { format: "image", fileName: `${first}.png`, bytes });
  };
  const both = await Promise.all([picture(shopId, 1), picture(shopId, 2)]);
  expect(both.map(({ outcome }) => outcome).sort()).toEqual(["no_room", "stored"]);
  expect(both).toContainEqual({ outcome: "no_room", maxMb: 500 });
  const kept = both.findIndex(({ outcome }) => outcome === "stored") + 1;
  expect((await picture(shopId, kept)).outcome).toBe("stored");
  expect((await picture(others.shop.id, 3)).outcome).toBe("stored");
});
