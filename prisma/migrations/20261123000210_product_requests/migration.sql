-- "Tell me when it is back" becomes one kind of request about a product; rows and their ids stay.
CREATE TYPE "RequestKind" AS ENUM ('back_in_stock', 'price_drop');

ALTER TABLE "BackInStockRequest" RENAME TO "ProductRequest";
ALTER TABLE "ProductRequest" RENAME CONSTRAINT "BackInStockRequest_pkey" TO "ProductRequest_pkey";
ALTER TABLE "ProductRequest" RENAME CONSTRAINT "BackInStockRequest_shopId_fkey" TO "ProductRequest_shopId_fkey";
ALTER TABLE "ProductRequest" RENAME CONSTRAINT "BackInStockRequest_shopId_contactId_fkey" TO "ProductRequest_shopId_contactId_fkey";

-- What was asked before was about stock.
ALTER TABLE "ProductRequest"
  ADD COLUMN "kind" "RequestKind" NOT NULL DEFAULT 'back_in_stock',
  ADD COLUMN "askedPriceMinor" BIGINT,
  ADD COLUMN "seenPriceMinor" BIGINT,
  ADD COLUMN "currency" TEXT,
  ADD COLUMN "seenAt" TIMESTAMPTZ(3);
ALTER TABLE "ProductRequest" ALTER COLUMN "kind" DROP DEFAULT;

-- Nobody could be told twice for one variant, and from now on nobody waits twice: the first of equal open requests stays.
DELETE FROM "ProductRequest" d USING "ProductRequest" k
  WHERE d."notifiedAt" IS NULL AND k."notifiedAt" IS NULL AND k."shopId" = d."shopId" AND k."contactId" = d."contactId"
    AND k."variantId" = d."variantId" AND k."id" < d."id";

DROP INDEX "BackInStockRequest_open";
CREATE INDEX "ProductRequest_shopId_variantId_kind_idx" ON "ProductRequest"("shopId", "variantId", "kind");
CREATE UNIQUE INDEX "ProductRequest_open" ON "ProductRequest"("shopId", "contactId", "variantId", "kind") WHERE ("notifiedAt" IS NULL);
