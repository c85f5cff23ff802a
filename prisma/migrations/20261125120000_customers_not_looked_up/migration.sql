-- CreateIndex
CREATE INDEX "CustomerLookup_failed" ON "CustomerLookup"("shopId", "contactId") WHERE ("lastError" IS NOT NULL);
