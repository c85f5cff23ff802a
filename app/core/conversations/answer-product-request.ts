import { consentFacts } from "../automations/load-facts.ts";
import { mayAnswer } from "../policy/decide.ts";
import type { TxCtx } from "../ports.ts";
import { keepProductRequest } from "../product-requests/keep-product-request.ts";
import { readPageReference, type PageReference } from "./page-reference.ts";
import { planReply } from "./plan-reply.ts";
import type { Scene } from "./scene.ts";

/** "…_again": they wait already, and were answered. */
export type ProductRequestOutcome = "restock_wish" | "restock_wish_again";

export type WrittenProductRequest = PageReference & { handle: string; variantId: string };

/** A message that began on the page of something sold out; null for every other. */
export function readProductRequest(text: string | undefined): WrittenProductRequest | null {
  const reference = text === undefined ? null : readPageReference(text);
  if (reference?.page !== "restock") return null;
  const { handle, variantId } = reference;
  return handle && variantId ? { ...reference, handle, variantId } : null;
}

/**
 * Keeps the request once and answers it once. It is consent to that one message; but who has opted out stays out until they
 * bring messages back, and is told how.
 */
export async function answerProductRequest(
  ctx: TxCtx,
  scene: Scene,
  request: WrittenProductRequest,
  text: string,
): Promise<ProductRequestOutcome> {
  const { shopId, contactId, shop } = scene;
  const spoken = await rememberLanguage(ctx, scene, request.language);
  const productTitle = titleIn(text) ?? request.handle.replace(/[-_/]+/g, " ");
  const page = new URL(`https://${shop.storefrontHost}/products/${encodeURIComponent(request.handle)}`);
  page.searchParams.set("variant", request.variantId);
  const { outcome, requestId } = await keepProductRequest(ctx, shopId, {
    kind: "back_in_stock",
    contactId,
    variantId: request.variantId,
    productTitle,
    variantTitle: null,
    productUrl: page.href,
    requestedAt: scene.occurredAt,
    evidence: { channel: "whatsapp", said: text, wamid: scene.wamid, numberId: scene.numberId },
  });
  const isOut = !mayAnswer(scene.occurredAt, await consentFacts(ctx.tx, shopId, contactId));
  await planReply(ctx, spoken, {
    key: isOut ? "productRequestNeedsStart" : "productRequestNoted",
    values: { productTitle },
    // Once opted out and once not: who came back and asks again learns that it works now.
    dedupeKey: `restock-wish:${requestId}:${isOut ? "out" : "in"}`,
  });
  return outcome === "requested" ? "restock_wish" : "restock_wish_again";
}

/** The page was read in their language: the first that is known of many who write. */
async function rememberLanguage(ctx: TxCtx, scene: Scene, language: string | undefined): Promise<Scene> {
  if (!language || scene.contact.locale !== null) return scene;
  await ctx.tx.contact.updateMany({
    where: { shopId: scene.shopId, id: scene.contactId, locale: null },
    data: { locale: language },
  });
  return { ...scene, contact: { ...scene.contact, locale: language } };
}

/** What the button put between quotation marks, of whatever language; people may have changed it. */
function titleIn(text: string): string | null {
  const title = /[“"„«「](?<title>[^“”"„«»「」\n]{1,200})[”"“»」]/u.exec(text)?.groups?.title?.trim();
  return title || null;
}
