-- AlterTable
ALTER TABLE "Message" ADD COLUMN "clickedAt" TIMESTAMPTZ(3),
ADD COLUMN "repliedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Order" ADD COLUMN "shopCurrency" TEXT,
ADD COLUMN "shopCurrentMinor" BIGINT,
ADD COLUMN "shopTotalMinor" BIGINT;

-- CreateTable
CREATE TABLE "OrderCredit" (
    "shopId" UUID NOT NULL,
    "orderId" TEXT NOT NULL,
    "messageId" UUID NOT NULL,
    "automationId" UUID,
    "kind" TEXT NOT NULL,
    "messageAt" TIMESTAMPTZ(3) NOT NULL,
    "evidenceAt" TIMESTAMPTZ(3) NOT NULL,
    "code" TEXT,
    "orderAt" TIMESTAMPTZ(3) NOT NULL,
    "revenueMinor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "cancelledAt" TIMESTAMPTZ(3),
    "countedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "OrderCredit_pkey" PRIMARY KEY ("shopId","orderId")
);

-- CreateTable
CREATE TABLE "DailyFigure" (
    "shopId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "automationId" UUID NOT NULL,
    "sent" INTEGER NOT NULL,
    "delivered" INTEGER NOT NULL,
    "read" INTEGER NOT NULL,
    "replied" INTEGER NOT NULL,
    "clicked" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,

    CONSTRAINT "DailyFigure_pkey" PRIMARY KEY ("shopId","day","automationId")
);

-- CreateTable
CREATE TABLE "DailyBill" (
    "shopId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "automationId" UUID NOT NULL,
    "country" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "messages" INTEGER NOT NULL,

    CONSTRAINT "DailyBill_pkey" PRIMARY KEY ("shopId","day","automationId","country","category","type")
);

-- CreateTable
CREATE TABLE "FigureDay" (
    "shopId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "timeZone" TEXT NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "FigureDay_pkey" PRIMARY KEY ("shopId","day")
);

-- CreateTable
CREATE TABLE "RateTable" (
    "shopId" UUID NOT NULL,
    "validFrom" DATE NOT NULL,
    "currency" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "rates" JSONB NOT NULL,
    "savedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RateTable_pkey" PRIMARY KEY ("shopId","validFrom")
);

-- CreateIndex
CREATE INDEX "OrderCredit_shopId_orderAt_orderId_idx" ON "OrderCredit"("shopId", "orderAt" DESC, "orderId" DESC);

-- CreateIndex
CREATE INDEX "OrderCredit_shopId_messageId_idx" ON "OrderCredit"("shopId", "messageId");

-- CreateIndex
CREATE INDEX "Order_shopId_createdAt_idx" ON "Order"("shopId", "createdAt" DESC);

-- AddForeignKey
ALTER TABLE "OrderCredit" ADD CONSTRAINT "OrderCredit_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DailyFigure" ADD CONSTRAINT "DailyFigure_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DailyBill" ADD CONSTRAINT "DailyBill_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FigureDay" ADD CONSTRAINT "FigureDay_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RateTable" ADD CONSTRAINT "RateTable_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
