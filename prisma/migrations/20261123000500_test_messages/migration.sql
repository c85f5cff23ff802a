-- CreateIndex
CREATE INDEX "Message_tests" ON "Message"("shopId", "createdAt") WHERE ("isTest");
