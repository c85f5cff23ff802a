-- CreateTable
CREATE TABLE "ChatLink" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "pausedAt" TIMESTAMPTZ(3),
    "removedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ChatLink_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "LinkArrival" (
    "shopId" UUID NOT NULL,
    "linkId" UUID NOT NULL,
    "conversationId" UUID NOT NULL,
    "contactId" UUID NOT NULL,
    "firstAt" TIMESTAMPTZ(3) NOT NULL,
    "lastAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "LinkArrival_pkey" PRIMARY KEY ("shopId","linkId","conversationId")
);

-- CreateTable
CREATE TABLE "LinkOrder" (
    "shopId" UUID NOT NULL,
    "orderId" TEXT NOT NULL,
    "linkId" UUID NOT NULL,
    "arrivedAt" TIMESTAMPTZ(3) NOT NULL,
    "orderAt" TIMESTAMPTZ(3) NOT NULL,
    "revenueMinor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "cancelledAt" TIMESTAMPTZ(3),
    "countedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "LinkOrder_pkey" PRIMARY KEY ("shopId","orderId")
);

-- CreateIndex
CREATE INDEX "ConsentEntry_shopId_state_id_idx" ON "ConsentEntry"("shopId", "state", "id" DESC);

-- CreateIndex
CREATE INDEX "ConsentEntry_shopId_source_id_idx" ON "ConsentEntry"("shopId", "source", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "ChatLink_shopId_code_key" ON "ChatLink"("shopId", "code");

-- CreateIndex
CREATE INDEX "LinkArrival_shopId_contactId_idx" ON "LinkArrival"("shopId", "contactId");

-- CreateIndex
CREATE INDEX "LinkOrder_shopId_linkId_idx" ON "LinkOrder"("shopId", "linkId");

-- AddForeignKey
ALTER TABLE "ChatLink" ADD CONSTRAINT "ChatLink_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LinkArrival" ADD CONSTRAINT "LinkArrival_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LinkArrival" ADD CONSTRAINT "LinkArrival_shopId_linkId_fkey" FOREIGN KEY ("shopId", "linkId") REFERENCES "ChatLink"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LinkArrival" ADD CONSTRAINT "LinkArrival_shopId_contactId_fkey" FOREIGN KEY ("shopId", "contactId") REFERENCES "Contact"("shopId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LinkOrder" ADD CONSTRAINT "LinkOrder_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LinkOrder" ADD CONSTRAINT "LinkOrder_shopId_linkId_fkey" FOREIGN KEY ("shopId", "linkId") REFERENCES "ChatLink"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
