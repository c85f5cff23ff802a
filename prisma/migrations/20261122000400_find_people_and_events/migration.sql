-- AlterTable
ALTER TABLE "Contact" ADD COLUMN     "erasedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "ErasedOptOut" (
    "shopId" UUID NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "purpose" "ConsentPurpose" NOT NULL,
    "revokedAt" TIMESTAMPTZ(3) NOT NULL,
    "keptAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ErasedOptOut_pkey" PRIMARY KEY ("shopId","fingerprint","purpose")
);

-- CreateIndex
CREATE INDEX "WebhookDelivery_troubled" ON "WebhookDelivery"("shopDomain", "id" DESC) WHERE ((outcome IS NOT NULL) AND (state <> 'done'::"DeliveryState"));

-- CreateIndex
CREATE INDEX "StoreEvent_shopId_kind_id_idx" ON "StoreEvent"("shopId", "kind", "id" DESC);

-- CreateIndex
CREATE INDEX "StoreEvent_shopId_outcome_id_idx" ON "StoreEvent"("shopId", "outcome", "id" DESC);

-- CreateIndex
CREATE INDEX "StoreEvent_shopId_contactId_id_idx" ON "StoreEvent"("shopId", "contactId", "id" DESC);

-- CreateIndex
CREATE INDEX "Contact_blocked" ON "Contact"("shopId", "id" DESC) WHERE ("blockedAt" IS NOT NULL);

-- CreateIndex
CREATE INDEX "Contact_merged" ON "Contact"("shopId", "mergedIntoId") WHERE ("mergedIntoId" IS NOT NULL);

-- CreateIndex
CREATE INDEX "ConsentEntry_shopId_purpose_state_contactId_idx" ON "ConsentEntry"("shopId", "purpose", "state", "contactId" DESC);

-- CreateIndex
CREATE INDEX "AutomationRun_shopId_storeEventId_idx" ON "AutomationRun"("shopId", "storeEventId");

-- CreateIndex
CREATE INDEX "Message_shopId_templateName_id_idx" ON "Message"("shopId", "templateName", "id" DESC);

-- CreateIndex
CREATE INDEX "Order_shopId_name_idx" ON "Order"("shopId", "name");

-- AddForeignKey
ALTER TABLE "ErasedOptOut" ADD CONSTRAINT "ErasedOptOut_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ---------------------------------------------------------------- what Prisma's schema can not say

-- A name as it is looked for: without accents, in small letters, with single spaces.
CREATE FUNCTION fold_name(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT btrim(regexp_replace(regexp_replace(lower(normalize(name, NFKD) COLLATE "und-x-icu"), '[\u0300-\u036f]', '', 'g'), '\s+', ' ', 'g'))
$$;

-- People are found by the beginning of their name, first or last name first, and by the last digits of their number. COLLATE "C":
-- a beginning is a range only in the order of bytes.
CREATE INDEX "Contact_name" ON "Contact" ("shopId", (fold_name(coalesce("firstName", '') || ' ' || coalesce("lastName", '')) COLLATE "C"))
  WHERE "mergedIntoId" IS NULL AND "erasedAt" IS NULL;
CREATE INDEX "Contact_last_name" ON "Contact" ("shopId", (fold_name(coalesce("lastName", '') || ' ' || coalesce("firstName", '')) COLLATE "C"))
  WHERE "mergedIntoId" IS NULL AND "erasedAt" IS NULL;
CREATE INDEX "ContactIdentity_phone_ending" ON "ContactIdentity" ("shopId", (reverse("value") COLLATE "C")) WHERE "kind" = 'phone';
