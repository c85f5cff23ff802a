-- AlterTable
ALTER TABLE "Contact" ADD COLUMN     "birthday" INTEGER;

-- AlterTable
ALTER TABLE "AutomationRun" ADD COLUMN     "usageAttempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "usageDays" INTEGER,
ADD COLUMN     "usageDueAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "Contact_birthday" ON "Contact"("shopId", "birthday", "id") WHERE (birthday IS NOT NULL);

-- CreateIndex
CREATE INDEX "AutomationRun_usage_due" ON "AutomationRun"("usageDueAt") WHERE ("usageDueAt" IS NOT NULL);
