-- CreateTable
CREATE TABLE "OrderUpdates" (
    "shopId" UUID NOT NULL,
    "checkoutToken" TEXT NOT NULL,
    "contactId" UUID NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "OrderUpdates_pkey" PRIMARY KEY ("shopId","checkoutToken")
);

-- CreateIndex
CREATE INDEX "OrderUpdates_shopId_contactId_idx" ON "OrderUpdates"("shopId", "contactId");

-- AddForeignKey
ALTER TABLE "OrderUpdates" ADD CONSTRAINT "OrderUpdates_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OrderUpdates" ADD CONSTRAINT "OrderUpdates_shopId_contactId_fkey" FOREIGN KEY ("shopId", "contactId") REFERENCES "Contact"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
