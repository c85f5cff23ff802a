-- CreateEnum
CREATE TYPE "DiscountCodeState" AS ENUM ('adding', 'free', 'given', 'void', 'expired');

-- AlterTable
ALTER TABLE "AutomationStep" ADD COLUMN     "awaitsReplySince" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Automation" ADD COLUMN     "removedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Message" ADD COLUMN     "isTest" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "DiscountPool" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "automationId" UUID NOT NULL,
    "stepId" TEXT NOT NULL,
    "terms" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "seedCode" TEXT NOT NULL,
    "discountId" TEXT,
    "bulkCreationId" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3),
    "lastError" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DiscountPool_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "DiscountCode" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "poolId" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "state" "DiscountCodeState" NOT NULL,
    "redeemCodeId" TEXT,
    "runId" UUID,
    "givenAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DiscountCode_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "TagTask" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "target" TEXT NOT NULL,
    "targetId" TEXT NOT NULL,
    "tags" TEXT[],
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3),
    "doneAt" TIMESTAMPTZ(3),
    "lastError" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TagTask_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateIndex
CREATE INDEX "DiscountPool_due" ON "DiscountPool"("nextAttemptAt") WHERE ("nextAttemptAt" IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "DiscountPool_shopId_automationId_stepId_terms_key" ON "DiscountPool"("shopId", "automationId", "stepId", "terms");

-- CreateIndex
CREATE INDEX "DiscountCode_shopId_runId_idx" ON "DiscountCode"("shopId", "runId");

-- CreateIndex
CREATE INDEX "DiscountCode_pool" ON "DiscountCode"("shopId", "poolId", "state", "id") WHERE (state = ANY (ARRAY['adding'::"DiscountCodeState", 'free'::"DiscountCodeState"]));

-- CreateIndex
CREATE INDEX "DiscountCode_running_out" ON "DiscountCode"("expiresAt") WHERE (state = 'given');

-- CreateIndex
CREATE UNIQUE INDEX "DiscountCode_shopId_code_key" ON "DiscountCode"("shopId", "code");

-- CreateIndex
CREATE UNIQUE INDEX "DiscountCode_shopId_poolId_runId_key" ON "DiscountCode"("shopId", "poolId", "runId");

-- CreateIndex
CREATE INDEX "TagTask_due" ON "TagTask"("nextAttemptAt") WHERE ("nextAttemptAt" IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "TagTask_shopId_runId_position_key" ON "TagTask"("shopId", "runId", "position");

-- CreateIndex
CREATE INDEX "AutomationRun_under_way" ON "AutomationRun"("shopId", "automationId") WHERE (state = 'active');

-- AddForeignKey
ALTER TABLE "DiscountPool" ADD CONSTRAINT "DiscountPool_shopId_automationId_fkey" FOREIGN KEY ("shopId", "automationId") REFERENCES "Automation"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DiscountCode" ADD CONSTRAINT "DiscountCode_shopId_poolId_fkey" FOREIGN KEY ("shopId", "poolId") REFERENCES "DiscountPool"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DiscountCode" ADD CONSTRAINT "DiscountCode_shopId_runId_fkey" FOREIGN KEY ("shopId", "runId") REFERENCES "AutomationRun"("shopId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TagTask" ADD CONSTRAINT "TagTask_shopId_runId_fkey" FOREIGN KEY ("shopId", "runId") REFERENCES "AutomationRun"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
