-- An account or number that a shop disconnected may be connected to another: unique only while it serves.
DROP INDEX "WhatsAppAccount_wabaId_key";

DROP INDEX "WhatsAppNumber_phoneNumberId_key";

ALTER TABLE "WhatsAppAccount" ADD COLUMN     "checkedAt" TIMESTAMPTZ(3),
ADD COLUMN     "disconnectedAt" TIMESTAMPTZ(3),
ADD COLUMN     "problems" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "tokenExpiresAt" TIMESTAMPTZ(3);

ALTER TABLE "WhatsAppNumber" ADD COLUMN     "nameStatus" TEXT,
ADD COLUMN     "pin" TEXT,
ADD COLUMN     "profile" JSONB,
ADD COLUMN     "profileAt" TIMESTAMPTZ(3),
ADD COLUMN     "purpose" "TemplateCategory";

CREATE UNIQUE INDEX "WhatsAppAccount_serves_one_shop" ON "WhatsAppAccount"("wabaId") WHERE ("disconnectedAt" IS NULL);

CREATE UNIQUE INDEX "WhatsAppAccount_shopId_wabaId_key" ON "WhatsAppAccount"("shopId", "wabaId");

CREATE UNIQUE INDEX "WhatsAppNumber_serves_one_shop" ON "WhatsAppNumber"("phoneNumberId") WHERE (status <> 'disconnected'::"NumberStatus");

CREATE UNIQUE INDEX "WhatsAppNumber_shopId_purpose_key" ON "WhatsAppNumber"("shopId", "purpose");

CREATE UNIQUE INDEX "WhatsAppNumber_shopId_phoneNumberId_key" ON "WhatsAppNumber"("shopId", "phoneNumberId");

-- Callbacks find their number and account by Meta's ids, whether they still serve or not.
CREATE INDEX "WhatsAppAccount_wabaId_idx" ON "WhatsAppAccount"("wabaId");

CREATE INDEX "WhatsAppNumber_phoneNumberId_idx" ON "WhatsAppNumber"("phoneNumberId");
