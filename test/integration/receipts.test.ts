import { describe, expect, test } from "vitest";
import type { TemplateContent } from "#app/core/outbox/message-content.ts";
import { recoverStale } from "#app/core/sending/recover-stale.ts";
import { sendDue } from "#app/core/sending/send-due.ts";
import { settleUnknown } from "#app/core/sending/settle-unknown.ts";
import type { Receipt } from "#app/core/templates/receipt/receipt.ts";
import type { ApiResult, SendAnswer } from "#app/core/ports.ts";
import { makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenOrder } from "#test/support/given-automations.ts";
import { givenReadyAutomation } from "#test/support/given-ready-automation.ts";
import { givenMessage } from "#test/support/given-message.ts";
import { givenContact, givenShop } from "#test/support/given.ts";
import { paidOrder, phoneOf } from "#test/support/paid-order.ts";
import { createPretendApi, plainSecrets, refused } from "#test/support/pretend-whatsapp-api.ts";
import { openRoad } from "#test/support/road.ts";

const database = useTestDatabase();
const minute = 60_000;

const content: TemplateContent = {
  kind: "template",
  name: "order_receipt",
  language: "de",
  header: [],
  headerDocument: { kind: "order_receipt", orderId: "9001", fileName: "1001.pdf" },
  body: [],
  buttons: [],
};

type Uploaded = ApiResult<{ mediaId: string }>;

async function givenReceipt(document: Partial<NonNullable<TemplateContent["headerDocument"]>> = {}) {
  const { ctx, clock, logs } = makeCtx(database.db);
  const { shop, number } = await givenShop(ctx, { lane: { tokens: 5 } });
  const { id: contactId } = await givenContact(ctx, shop.id, { locale: "de-AT" });
  await givenOrder(ctx, shop.id, { contactId });
  const where = { shopId: shop.id, numberId: number.id, contactId };
  const headerDocument = { kind: "order_receipt" as const, orderId: "9001", fileName: "1001.pdf", ...document };
  const id = await givenMessage(ctx, where, { content: { ...content, headerDocument } });
  const printed: Receipt[] = [];
  const uploads: { phoneNumberId: string; fileName: string; mimeType: string }[] = [];
  let upload: () => Uploaded = () => ({ outcome: "ok", value: { mediaId: `media-${uploads.length}` } });
  let print = () => new Uint8Array([37, 80, 68, 70]);
  const api = {
    ...createPretendApi(),
    printReceipt: async (receipt: Receipt) => {
      printed.push(receipt);
      return print();
    },
    uploadMedia: async (
      _token: string,
      phoneNumberId: string,
      { fileName, mimeType }: { fileName: string; mimeType: string },
    ) => {
      uploads.push({ phoneNumberId, fileName, mimeType });
      return upload();
    },
  };
  return {
    ctx,
    clock,
    logs,
    api,
    shop,
    number,
    id,
    printed,
    uploads,
    uploadWith: (answer: typeof upload) => void (upload = answer),
    printWith: (answer: typeof print) => void (print = answer),
    send: () => sendDue(ctx, { api, secrets: plainSecrets, workerId: "worker-1" }),
    row: () => ctx.db.message.findUniqueOrThrow({ where: { shopId_id: { shopId: shop.id, id } } }),
  };
}

describe("the receipt of a message", () => {
  test("is made of the order, handed to Meta by the number, and sent under the id Meta gave it", async () => {
    const { api, number, printed, uploads, send, row } = await givenReceipt();
    await send();
    expect(uploads).toEqual([
      { phoneNumberId: number.phoneNumberId, fileName: "1001.pdf", mimeType: "application/pdf" },
    ]);
    expect(api.sent).toMatchObject([{ documentId: "media-1" }]);
    expect(printed).toMatchObject([{ language: "de", shopName: "Lindenholz", facts: [{ value: "#1001" }, {}] }]);
    expect(printed[0]?.sums.at(-1)?.amount).toContain("49,90");
    expect(await row()).toMatchObject({ state: "accepted", upload: { mediaId: "media-1" } });
  });

  test("is uploaded once, however often sending is tried", async () => {
    const { api, clock, uploads, send, row } = await givenReceipt();
    api.answerWith((_message, count) =>
      count < 3 ? refused(131000, "retry_message") : { outcome: "accepted", wamid: "wamid.1" },
    );
    for (let i = 0; i < 4; i++) {
      await send();
      clock.advance(minute);
    }
    expect(await row()).toMatchObject({ state: "accepted" });
    expect(api.sent.map(({ documentId }) => documentId)).toEqual(["media-1", "media-1", "media-1"]);
    expect(uploads).toHaveLength(1);
  });

  test.each([
    ["by the number that took over", { phoneNumberId: "another", uploadedAt: "2026-11-21T09:00:00.000Z" }],
    ["when Meta has forgotten it", { uploadedAt: "2026-10-01T09:00:00.000Z" }],
  ])("is uploaded anew %s", async (_when, kept) => {
    const { ctx, api, shop, number, id, uploads, send } = await givenReceipt();
    const upload = { phoneNumberId: number.phoneNumberId, mediaId: "old", ...kept };
    await ctx.db.message.update({ where: { shopId_id: { shopId: shop.id, id } }, data: { upload } });
    await send();
    expect(uploads).toHaveLength(1);
    expect(api.sent).toMatchObject([{ documentId: "media-1" }]);
  });

  test("waits when the upload is not answered: nothing was sent, so it tries again", async () => {
    const { api, clock, uploadWith, uploads, send, row } = await givenReceipt();
    uploadWith(() => ({ outcome: "unknown", cause: "UND_ERR_SOCKET" }));
    await send();
    expect(await row()).toMatchObject({ state: "queued" });
    expect(api.sent).toEqual([]);
    uploadWith(() => ({ outcome: "ok", value: { mediaId: "media-2" } }));
    clock.advance(minute);
    await send();
    expect(uploads).toHaveLength(2);
    expect(api.sent).toMatchObject([{ documentId: "media-2" }]);
  });

  test("does as Meta says when Meta refuses the upload", async () => {
    const { ctx, api, uploadWith, send, row } = await givenReceipt();
    uploadWith(() => ({ outcome: "refused", refusal: { code: 190, title: "expired", action: "reconnect" } }));
    await send();
    expect(api.sent).toEqual([]);
    expect(await row()).toMatchObject({ state: "queued" });
    expect(await ctx.db.whatsAppAccount.findFirstOrThrow()).toMatchObject({ status: "needs_reconnect" });
  });

  test("a printer that fails costs this message a wait, and the sender nothing", async () => {
    const { clock, logs, printWith, send, row } = await givenReceipt();
    printWith(() => {
      throw new Error("no such glyph");
    });
    await send();
    expect(await row()).toMatchObject({ state: "queued", errorDetails: "document_failed" });
    expect(logs.map(({ event }) => event)).toContain("document_failed");
    printWith(() => new Uint8Array());
    clock.advance(minute);
    await send();
    expect(await row()).toMatchObject({ state: "accepted" });
  });

  test("an order that is gone has no receipt, and says so", async () => {
    const { api, send, row } = await givenReceipt({ orderId: "404" });
    await send();
    expect(api.sent).toEqual([]);
    expect(await row()).toMatchObject({ state: "failed", errorDetails: "order_gone" });
  });

  test("another shop's order is nobody's here", async () => {
    const scene = await givenReceipt({ orderId: "777" });
    const { shop: other } = await givenShop(scene.ctx);
    await givenOrder(scene.ctx, other.id, { id: "777" });
    await scene.send();
    expect(await scene.row()).toMatchObject({ state: "failed", errorDetails: "order_gone" });
  });

  test("a test message shows the made-up order", async () => {
    const { printed, send } = await givenReceipt({ orderId: null });
    await send();
    expect(printed).toMatchObject([{ lines: [{ name: "Oak bowl" }, { name: "Tray" }] }]);
  });

  test("a crash between upload and sending never sends twice, nor uploads a third time", async () => {
    const { ctx, api, clock, uploads, send, row } = await givenReceipt();
    let dead: (answer: SendAnswer) => void = () => undefined;
    api.answerWith(() => new Promise((resolve) => (dead = resolve)));
    const dying = send();
    await expect.poll(() => api.sent.length).toBe(1);
    clock.advance(2 * minute);
    await recoverStale(ctx);
    expect(await row()).toMatchObject({ state: "unknown", upload: { mediaId: "media-1" } });
    await settleUnknown(ctx);
    expect(api.sent).toHaveLength(1);
    dead({ outcome: "accepted", wamid: "wamid.late" });
    await dying;
    expect(await row()).toMatchObject({ state: "accepted" });
    expect(uploads).toHaveLength(1);
  });

  test("a claim that ran out while the file went up sends nothing", async () => {
    const { ctx, api, clock, uploadWith, send, row } = await givenReceipt();
    let answered: (() => void) | null = null;
    const slow = new Promise<void>((resolve) => (answered = resolve));
    const upload = api.uploadMedia;
    api.uploadMedia = async (...call) => {
      await slow;
      return upload(...call);
    };
    uploadWith(() => ({ outcome: "ok", value: { mediaId: "media-1" } }));
    const sending = send();
    await expect.poll(async () => (await row()).state).toBe("sending");
    clock.advance(2 * minute);
    await recoverStale(ctx);
    (answered as (() => void) | null)?.();
    await sending;
    expect(api.sent).toEqual([]);
    expect(await row()).toMatchObject({ state: "unknown", upload: null });
  });
});

describe("from a paid order to the PDF in the chat", () => {
  test("the shopper gets the receipt once, with what Shopify told of the order", async () => {
    const road = await openRoad(database);
    const now = road.clock.now();
    await givenReadyAutomation(road.ctx, road.shop.id, "order_receipt");
    const money = (amount: string) => ({
      shop_money: { amount, currency_code: "EUR" },
      presentment_money: { amount, currency_code: "EUR" },
    });
    const order = paidOrder(7, now, {
      total_price: "49.87",
      taxes_included: true,
      total_discounts_set: money("0.00"),
      total_shipping_price_set: money("4.90"),
      tax_lines: [{ title: "MwSt", rate: 0.19, price: "7.96", price_set: money("7.96") }],
    });
    await road.post("orders/create", order);
    await road.post("orders/paid", order);
    await road.post("orders/paid", order);
    await road.settle();

    const receipts = road.received().filter(({ template }) => template === "order_receipt");
    expect(receipts).toMatchObject([{ to: phoneOf(7), language: "en" }]);
    const [shown] = road.sandbox.controls.accepted().filter(({ shown }) => shown.template?.name === "order_receipt");
    const header = shown?.shown.header;
    expect(header).toMatchObject({ kind: "document", filename: "7.pdf" });
    const file = await fetch(new URL(header && "url" in header ? (header.url ?? "") : "", road.origin));
    expect(file.headers.get("content-type")).toBe("application/pdf");
    expect((await file.text()).slice(0, 5)).toBe("%PDF-");
    expect(await road.ctx.db.order.findFirstOrThrow()).toMatchObject({
      breakdown: {
        discountMinor: "0",
        shippingMinor: "490",
        taxesIncluded: true,
        taxes: [{ title: "MwSt", rate: 0.19, minor: "796" }],
      },
    });
    road.expectNoBreach();
  });
});
