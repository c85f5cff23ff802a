-- AlterTable
ALTER TABLE "Shop" ADD COLUMN     "customerDataRefusedAt" TIMESTAMPTZ(3),
ADD COLUMN     "scopesAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "Order_cod_denied" ON "Order"("shopId") WHERE (("codError" = 'access_denied'::text) AND ("codAppliedAt" IS NULL));

-- CreateIndex
CREATE INDEX "TagTask_denied" ON "TagTask"("shopId") WHERE (("lastError" = 'access_denied'::text) AND ("doneAt" IS NULL));
