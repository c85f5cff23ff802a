-- AlterTable
ALTER TABLE "DiscountPool" ADD COLUMN     "lookAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "lookAttempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "seenAt" TIMESTAMPTZ(3);

-- DropIndex
DROP INDEX "DiscountCode_running_out";

-- CreateIndex
CREATE INDEX "DiscountPool_look" ON "DiscountPool"("lookAt");

-- CreateIndex
CREATE INDEX "DiscountCode_running_out" ON "DiscountCode"("shopId", "poolId", "expiresAt") WHERE (state = 'given');
