-- AlterTable
ALTER TABLE "Shop" ADD COLUMN     "erasingAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "PrivacyRequest" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "downloadedAt" TIMESTAMPTZ(3),
ADD COLUMN     "file" TEXT,
ADD COLUMN     "fileUntil" TIMESTAMPTZ(3),
ADD COLUMN     "lastError" TEXT,
ADD COLUMN     "nextAttemptAt" TIMESTAMPTZ(3),
ADD COLUMN     "outcome" TEXT,
ADD COLUMN     "subject" JSONB,
ALTER COLUMN "deliveryId" DROP NOT NULL;

-- What was asked before anybody acted on it is acted on now.
UPDATE "PrivacyRequest" SET "nextAttemptAt" = "receivedAt" WHERE "completedAt" IS NULL;

-- CreateTable
CREATE TABLE "AccessLog" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "staffId" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "windowAt" TIMESTAMPTZ(3) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AccessLog_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateIndex
CREATE INDEX "AccessLog_shopId_subjectId_id_idx" ON "AccessLog"("shopId", "subjectId", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "AccessLog_shopId_staffId_place_subjectId_windowAt_key" ON "AccessLog"("shopId", "staffId", "place", "subjectId", "windowAt");

-- CreateIndex
CREATE INDEX "PrivacyRequest_shopDomain_id_idx" ON "PrivacyRequest"("shopDomain", "id" DESC);

-- CreateIndex
CREATE INDEX "PrivacyRequest_to_act_on" ON "PrivacyRequest"("nextAttemptAt") WHERE ("nextAttemptAt" IS NOT NULL);

-- CreateIndex
CREATE INDEX "PrivacyRequest_open" ON "PrivacyRequest"("dueAt") WHERE ("completedAt" IS NULL);

-- CreateIndex
CREATE INDEX "Conversation_shopId_contactId_idx" ON "Conversation"("shopId", "contactId");

-- CreateIndex
CREATE INDEX "InboundMessage_shopId_contactId_idx" ON "InboundMessage"("shopId", "contactId");

-- CreateIndex
CREATE INDEX "Cart_shopId_contactId_idx" ON "Cart"("shopId", "contactId");

-- CreateIndex
CREATE INDEX "Checkout_shopId_contactId_idx" ON "Checkout"("shopId", "contactId");

-- AddForeignKey
ALTER TABLE "AccessLog" ADD CONSTRAINT "AccessLog_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
