-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "ShopStatus" AS ENUM ('installed', 'uninstalled');

-- CreateEnum
CREATE TYPE "DeliverySource" AS ENUM ('shopify', 'whatsapp');

-- CreateEnum
CREATE TYPE "DeliveryState" AS ENUM ('pending', 'done', 'dead');

-- CreateEnum
CREATE TYPE "IdentityKind" AS ENUM ('phone', 'business_scoped_id', 'shopify_customer');

-- CreateEnum
CREATE TYPE "ConsentPurpose" AS ENUM ('marketing', 'transactional');

-- CreateEnum
CREATE TYPE "ConsentState" AS ENUM ('granted', 'pending', 'revoked');

-- CreateEnum
CREATE TYPE "AccountStatus" AS ENUM ('connected', 'needs_reconnect', 'restricted', 'payment_problem');

-- CreateEnum
CREATE TYPE "NumberStatus" AS ENUM ('connected', 'paused', 'disconnected');

-- CreateEnum
CREATE TYPE "TemplateStatus" AS ENUM ('draft', 'pending', 'approved', 'rejected', 'paused', 'disabled', 'deleted');

-- CreateEnum
CREATE TYPE "TemplateCategory" AS ENUM ('utility', 'marketing', 'authentication');

-- CreateEnum
CREATE TYPE "RunState" AS ENUM ('active', 'finished', 'cancelled');

-- CreateEnum
CREATE TYPE "StepState" AS ENUM ('waiting', 'done', 'cancelled');

-- CreateEnum
CREATE TYPE "MessageState" AS ENUM ('planned', 'queued', 'sending', 'unknown', 'accepted', 'sent', 'delivered', 'read', 'failed', 'cancelled', 'suppressed');

-- CreateEnum
CREATE TYPE "ConversationState" AS ENUM ('open', 'closed');

-- CreateEnum
CREATE TYPE "CodDecision" AS ENUM ('confirmed', 'cancelled');

-- CreateTable
CREATE TABLE "Shop" (
    "id" UUID NOT NULL,
    "domain" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "status" "ShopStatus" NOT NULL,
    "timeZone" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "country" TEXT,
    "currency" TEXT NOT NULL,
    "storefrontHost" TEXT NOT NULL,
    "scopes" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "shopifyUpdatedAt" TIMESTAMPTZ(3),
    "installedAt" TIMESTAMPTZ(3) NOT NULL,
    "uninstalledAt" TIMESTAMPTZ(3),

    CONSTRAINT "Shop_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ShopifySession" (
    "id" TEXT NOT NULL,
    "shopDomain" TEXT NOT NULL,
    "isOnline" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "scope" TEXT,
    "expiresAt" TIMESTAMPTZ(3),
    "accessToken" TEXT,
    "refreshToken" TEXT,
    "refreshTokenExpiresAt" TIMESTAMPTZ(3),
    "onlineAccess" TEXT,

    CONSTRAINT "ShopifySession_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WebhookDelivery" (
    "id" UUID NOT NULL,
    "source" "DeliverySource" NOT NULL,
    "externalId" TEXT NOT NULL,
    "shopDomain" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "apiVersion" TEXT,
    "eventId" TEXT,
    "triggeredAt" TIMESTAMPTZ(3),
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "body" BYTEA NOT NULL,
    "state" "DeliveryState" NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT,
    "settledAt" TIMESTAMPTZ(3),

    CONSTRAINT "WebhookDelivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PrivacyRequest" (
    "id" UUID NOT NULL,
    "shopDomain" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "deliveryId" UUID NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "completedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PrivacyRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StoreEvent" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "deliveryId" UUID,
    "kind" TEXT NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "occurrence" TEXT NOT NULL,
    "contactId" UUID,
    "occurredAt" TIMESTAMPTZ(3) NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "details" JSONB NOT NULL,

    CONSTRAINT "StoreEvent_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "Contact" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "firstName" TEXT,
    "lastName" TEXT,
    "locale" TEXT,
    "country" TEXT,
    "province" TEXT,
    "timeZone" TEXT,
    "blockedAt" TIMESTAMPTZ(3),
    "unreachableAt" TIMESTAMPTZ(3),
    "unreachableCode" INTEGER,
    "mergedIntoId" UUID,
    "customerUpdatedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Contact_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "ContactIdentity" (
    "shopId" UUID NOT NULL,
    "kind" "IdentityKind" NOT NULL,
    "value" TEXT NOT NULL,
    "contactId" UUID NOT NULL,
    "address" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ContactIdentity_pkey" PRIMARY KEY ("shopId","kind","value")
);

-- CreateTable
CREATE TABLE "ConsentEntry" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "contactId" UUID NOT NULL,
    "purpose" "ConsentPurpose" NOT NULL,
    "state" "ConsentState" NOT NULL,
    "source" TEXT NOT NULL,
    "evidence" JSONB NOT NULL,
    "occurredAt" TIMESTAMPTZ(3) NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,
    "dedupeKey" TEXT NOT NULL,

    CONSTRAINT "ConsentEntry_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "WhatsAppAccount" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "wabaId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "accessToken" TEXT NOT NULL,
    "status" "AccountStatus" NOT NULL,
    "statusNote" TEXT,
    "tierLimit" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "WhatsAppAccount_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "WhatsAppNumber" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "phoneNumberId" TEXT NOT NULL,
    "displayPhone" TEXT NOT NULL,
    "verifiedName" TEXT NOT NULL,
    "quality" TEXT NOT NULL,
    "status" "NumberStatus" NOT NULL,
    "statusReason" TEXT,
    "pausedUntil" TIMESTAMPTZ(3),
    "isDefault" BOOLEAN NOT NULL,
    "lastCallbackAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "WhatsAppNumber_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "SendLane" (
    "shopId" UUID NOT NULL,
    "numberId" UUID NOT NULL,
    "ratePerSecond" INTEGER NOT NULL,
    "tokens" DOUBLE PRECISION NOT NULL,
    "refilledAt" TIMESTAMPTZ(3) NOT NULL,
    "pausedUntil" TIMESTAMPTZ(3),
    "backoffCount" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "SendLane_pkey" PRIMARY KEY ("shopId","numberId")
);

-- CreateTable
CREATE TABLE "RecipientLane" (
    "shopId" UUID NOT NULL,
    "numberId" UUID NOT NULL,
    "contactId" UUID NOT NULL,
    "nextAt" TIMESTAMPTZ(3) NOT NULL,
    "backoffs" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "RecipientLane_pkey" PRIMARY KEY ("shopId","numberId","contactId")
);

-- CreateTable
CREATE TABLE "TierReach" (
    "shopId" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "contactId" UUID NOT NULL,
    "reachedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TierReach_pkey" PRIMARY KEY ("shopId","accountId","contactId")
);

-- CreateTable
CREATE TABLE "Template" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "status" "TemplateStatus" NOT NULL,
    "intendedCategory" "TemplateCategory" NOT NULL,
    "category" "TemplateCategory" NOT NULL,
    "quality" TEXT,
    "metaId" TEXT,
    "components" JSONB NOT NULL,
    "variables" JSONB NOT NULL,
    "libraryKey" TEXT,
    "reason" TEXT,
    "submittedAt" TIMESTAMPTZ(3),
    "syncedAt" TIMESTAMPTZ(3),
    "statusAt" TIMESTAMPTZ(3),
    "categoryAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Template_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "Automation" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "trigger" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "definition" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Automation_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "AutomationRun" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "automationId" UUID NOT NULL,
    "contactId" UUID NOT NULL,
    "storeEventId" UUID,
    "definition" JSONB NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "cancelKey" TEXT,
    "state" "RunState" NOT NULL,
    "endReason" TEXT,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "AutomationRun_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "AutomationStep" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "state" "StepState" NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "expiresAt" TIMESTAMPTZ(3),
    "reason" TEXT,
    "decision" JSONB,
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "AutomationStep_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "Message" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "numberId" UUID,
    "contactId" UUID NOT NULL,
    "runId" UUID,
    "automationId" UUID,
    "storeEventId" UUID,
    "dedupeKey" TEXT NOT NULL,
    "state" "MessageState" NOT NULL,
    "category" "TemplateCategory" NOT NULL,
    "priority" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "templateName" TEXT,
    "language" TEXT,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "claimedAt" TIMESTAMPTZ(3),
    "claimedBy" TEXT,
    "wamid" TEXT,
    "acceptedAt" TIMESTAMPTZ(3),
    "sentAt" TIMESTAMPTZ(3),
    "deliveredAt" TIMESTAMPTZ(3),
    "readAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "reason" TEXT,
    "errorCode" INTEGER,
    "errorDetails" TEXT,
    "pricing" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Message_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "MessageStatus" (
    "shopId" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "occurredAt" TIMESTAMPTZ(3) NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,
    "errorCode" INTEGER,
    "details" JSONB,

    CONSTRAINT "MessageStatus_pkey" PRIMARY KEY ("shopId","messageId","status","occurredAt")
);

-- CreateTable
CREATE TABLE "Conversation" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "numberId" UUID NOT NULL,
    "contactId" UUID NOT NULL,
    "state" "ConversationState" NOT NULL,
    "windowExpiresAt" TIMESTAMPTZ(3),
    "lastInboundAt" TIMESTAMPTZ(3),
    "origin" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Conversation_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "InboundMessage" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "conversationId" UUID NOT NULL,
    "contactId" UUID NOT NULL,
    "wamid" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "replyToWamid" TEXT,
    "outcome" TEXT NOT NULL,
    "occurredAt" TIMESTAMPTZ(3) NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "InboundMessage_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "Cart" (
    "shopId" UUID NOT NULL,
    "token" TEXT NOT NULL,
    "contactId" UUID,
    "lineItems" JSONB NOT NULL,
    "totalMinor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "versionAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Cart_pkey" PRIMARY KEY ("shopId","token")
);

-- CreateTable
CREATE TABLE "Checkout" (
    "shopId" UUID NOT NULL,
    "token" TEXT NOT NULL,
    "cartToken" TEXT,
    "contactId" UUID,
    "currency" TEXT NOT NULL,
    "totalMinor" BIGINT NOT NULL,
    "recoveryUrl" TEXT,
    "locale" TEXT,
    "country" TEXT,
    "lineItems" JSONB NOT NULL,
    "discounts" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "completedAt" TIMESTAMPTZ(3),
    "deletedAt" TIMESTAMPTZ(3),
    "versionAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Checkout_pkey" PRIMARY KEY ("shopId","token")
);

-- CreateTable
CREATE TABLE "Order" (
    "shopId" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "checkoutToken" TEXT,
    "cartToken" TEXT,
    "contactId" UUID,
    "currency" TEXT NOT NULL,
    "totalMinor" BIGINT NOT NULL,
    "outstandingMinor" BIGINT NOT NULL,
    "financialStatus" TEXT NOT NULL,
    "fulfillmentStatus" TEXT,
    "paymentKind" TEXT NOT NULL,
    "isFirstOrder" BOOLEAN,
    "statusUrl" TEXT,
    "locale" TEXT,
    "country" TEXT,
    "tags" TEXT[],
    "lineItems" JSONB NOT NULL,
    "discounts" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "cancelledAt" TIMESTAMPTZ(3),
    "cancelReason" TEXT,
    "versionAt" TIMESTAMPTZ(3) NOT NULL,
    "codDecision" "CodDecision",
    "codDecidedAt" TIMESTAMPTZ(3),
    "codAppliedAt" TIMESTAMPTZ(3),
    "codAttempts" INTEGER NOT NULL DEFAULT 0,
    "codNextAttemptAt" TIMESTAMPTZ(3),
    "codError" TEXT,

    CONSTRAINT "Order_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "Fulfillment" (
    "shopId" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "shipmentStatus" TEXT,
    "trackingCompany" TEXT,
    "trackingNumber" TEXT,
    "trackingUrl" TEXT,
    "lineItems" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "versionAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Fulfillment_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "Refund" (
    "shopId" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Refund_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "OrderReturn" (
    "shopId" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "versionAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "OrderReturn_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "BackInStockRequest" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "contactId" UUID NOT NULL,
    "variantId" TEXT NOT NULL,
    "productTitle" TEXT NOT NULL,
    "variantTitle" TEXT,
    "productUrl" TEXT NOT NULL,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL,
    "notifiedAt" TIMESTAMPTZ(3),

    CONSTRAINT "BackInStockRequest_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "SyncCursor" (
    "shopId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "seenUntil" TIMESTAMPTZ(3),
    "lastRunAt" TIMESTAMPTZ(3),
    "lastError" TEXT,

    CONSTRAINT "SyncCursor_pkey" PRIMARY KEY ("shopId","kind")
);

-- CreateIndex
CREATE UNIQUE INDEX "Shop_domain_key" ON "Shop"("domain");

-- CreateIndex
CREATE INDEX "ShopifySession_shopDomain_idx" ON "ShopifySession"("shopDomain");

-- CreateIndex
CREATE INDEX "WebhookDelivery_pending" ON "WebhookDelivery"("source", "shopDomain", "nextAttemptAt") WHERE (state = 'pending');

-- CreateIndex
CREATE INDEX "WebhookDelivery_dead" ON "WebhookDelivery"("state", "receivedAt") WHERE (state = 'dead');

-- CreateIndex
CREATE INDEX "WebhookDelivery_shopDomain_id_idx" ON "WebhookDelivery"("shopDomain", "id");

-- CreateIndex
CREATE UNIQUE INDEX "WebhookDelivery_source_externalId_key" ON "WebhookDelivery"("source", "externalId");

-- CreateIndex
CREATE UNIQUE INDEX "PrivacyRequest_deliveryId_key" ON "PrivacyRequest"("deliveryId");

-- CreateIndex
CREATE INDEX "StoreEvent_shopId_recordedAt_idx" ON "StoreEvent"("shopId", "recordedAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "StoreEvent_shopId_kind_subjectKind_subjectId_occurrence_key" ON "StoreEvent"("shopId", "kind", "subjectKind", "subjectId", "occurrence");

-- CreateIndex
CREATE INDEX "ContactIdentity_shopId_contactId_idx" ON "ContactIdentity"("shopId", "contactId");

-- CreateIndex
CREATE INDEX "ConsentEntry_shopId_contactId_purpose_occurredAt_idx" ON "ConsentEntry"("shopId", "contactId", "purpose", "occurredAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "ConsentEntry_shopId_dedupeKey_key" ON "ConsentEntry"("shopId", "dedupeKey");

-- CreateIndex
CREATE UNIQUE INDEX "WhatsAppAccount_wabaId_key" ON "WhatsAppAccount"("wabaId");

-- CreateIndex
CREATE UNIQUE INDEX "WhatsAppNumber_phoneNumberId_key" ON "WhatsAppNumber"("phoneNumberId");

-- CreateIndex
CREATE UNIQUE INDEX "WhatsAppNumber_one_default" ON "WhatsAppNumber"("shopId") WHERE ("isDefault");

-- CreateIndex
CREATE INDEX "TierReach_shopId_accountId_reachedAt_idx" ON "TierReach"("shopId", "accountId", "reachedAt");

-- CreateIndex
CREATE INDEX "Template_shopId_accountId_metaId_idx" ON "Template"("shopId", "accountId", "metaId");

-- CreateIndex
CREATE UNIQUE INDEX "Template_shopId_accountId_name_language_key" ON "Template"("shopId", "accountId", "name", "language");

-- CreateIndex
CREATE INDEX "Automation_enabled" ON "Automation"("shopId", "trigger") WHERE (enabled);

-- CreateIndex
CREATE UNIQUE INDEX "Automation_shopId_key_key" ON "Automation"("shopId", "key");

-- CreateIndex
CREATE INDEX "AutomationRun_cancel" ON "AutomationRun"("shopId", "cancelKey") WHERE (state = 'active');

-- CreateIndex
CREATE INDEX "AutomationRun_shopId_contactId_idx" ON "AutomationRun"("shopId", "contactId");

-- CreateIndex
CREATE UNIQUE INDEX "AutomationRun_shopId_automationId_subjectKind_subjectId_key" ON "AutomationRun"("shopId", "automationId", "subjectKind", "subjectId");

-- CreateIndex
CREATE INDEX "AutomationStep_due" ON "AutomationStep"("shopId", "dueAt") WHERE (state = 'waiting');

-- CreateIndex
CREATE UNIQUE INDEX "AutomationStep_shopId_runId_position_key" ON "AutomationStep"("shopId", "runId", "position");

-- CreateIndex
CREATE INDEX "Message_queued" ON "Message"("shopId", "numberId", "priority", "dueAt", "id") WHERE (state = 'queued');

-- CreateIndex
CREATE INDEX "Message_open_per_recipient" ON "Message"("shopId", "numberId", "contactId") WHERE (state = ANY (ARRAY['queued'::"MessageState", 'sending'::"MessageState", 'unknown'::"MessageState"]));

-- CreateIndex
CREATE INDEX "Message_unsettled" ON "Message"("claimedAt") WHERE (state = ANY (ARRAY['sending'::"MessageState", 'unknown'::"MessageState"]));

-- CreateIndex
CREATE INDEX "Message_shopId_contactId_createdAt_idx" ON "Message"("shopId", "contactId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Message_shopId_state_id_idx" ON "Message"("shopId", "state", "id" DESC);

-- CreateIndex
CREATE INDEX "Message_shopId_automationId_id_idx" ON "Message"("shopId", "automationId", "id" DESC);

-- CreateIndex
CREATE INDEX "Message_shopId_runId_idx" ON "Message"("shopId", "runId");

-- CreateIndex
CREATE UNIQUE INDEX "Message_shopId_dedupeKey_key" ON "Message"("shopId", "dedupeKey");

-- CreateIndex
CREATE UNIQUE INDEX "Message_shopId_wamid_key" ON "Message"("shopId", "wamid");

-- CreateIndex
CREATE UNIQUE INDEX "Conversation_shopId_numberId_contactId_key" ON "Conversation"("shopId", "numberId", "contactId");

-- CreateIndex
CREATE INDEX "InboundMessage_shopId_conversationId_occurredAt_idx" ON "InboundMessage"("shopId", "conversationId", "occurredAt");

-- CreateIndex
CREATE UNIQUE INDEX "InboundMessage_shopId_wamid_key" ON "InboundMessage"("shopId", "wamid");

-- CreateIndex
CREATE INDEX "Checkout_shopId_cartToken_idx" ON "Checkout"("shopId", "cartToken");

-- CreateIndex
CREATE INDEX "Order_shopId_checkoutToken_idx" ON "Order"("shopId", "checkoutToken");

-- CreateIndex
CREATE INDEX "Order_shopId_cartToken_idx" ON "Order"("shopId", "cartToken");

-- CreateIndex
CREATE INDEX "Order_shopId_contactId_idx" ON "Order"("shopId", "contactId");

-- CreateIndex
CREATE INDEX "Order_cod_to_apply" ON "Order"("codNextAttemptAt") WHERE ("codDecision" IS NOT NULL AND "codAppliedAt" IS NULL);

-- CreateIndex
CREATE INDEX "Fulfillment_shopId_orderId_idx" ON "Fulfillment"("shopId", "orderId");

-- CreateIndex
CREATE INDEX "Refund_shopId_orderId_idx" ON "Refund"("shopId", "orderId");

-- CreateIndex
CREATE INDEX "OrderReturn_shopId_orderId_idx" ON "OrderReturn"("shopId", "orderId");

-- CreateIndex
CREATE INDEX "BackInStockRequest_open" ON "BackInStockRequest"("shopId", "variantId") WHERE ("notifiedAt" IS NULL);

-- AddForeignKey
ALTER TABLE "StoreEvent" ADD CONSTRAINT "StoreEvent_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StoreEvent" ADD CONSTRAINT "StoreEvent_shopId_contactId_fkey" FOREIGN KEY ("shopId", "contactId") REFERENCES "Contact"("shopId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_shopId_mergedIntoId_fkey" FOREIGN KEY ("shopId", "mergedIntoId") REFERENCES "Contact"("shopId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContactIdentity" ADD CONSTRAINT "ContactIdentity_shopId_contactId_fkey" FOREIGN KEY ("shopId", "contactId") REFERENCES "Contact"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ConsentEntry" ADD CONSTRAINT "ConsentEntry_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ConsentEntry" ADD CONSTRAINT "ConsentEntry_shopId_contactId_fkey" FOREIGN KEY ("shopId", "contactId") REFERENCES "Contact"("shopId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WhatsAppAccount" ADD CONSTRAINT "WhatsAppAccount_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WhatsAppNumber" ADD CONSTRAINT "WhatsAppNumber_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WhatsAppNumber" ADD CONSTRAINT "WhatsAppNumber_shopId_accountId_fkey" FOREIGN KEY ("shopId", "accountId") REFERENCES "WhatsAppAccount"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SendLane" ADD CONSTRAINT "SendLane_shopId_numberId_fkey" FOREIGN KEY ("shopId", "numberId") REFERENCES "WhatsAppNumber"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecipientLane" ADD CONSTRAINT "RecipientLane_shopId_numberId_fkey" FOREIGN KEY ("shopId", "numberId") REFERENCES "WhatsAppNumber"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TierReach" ADD CONSTRAINT "TierReach_shopId_accountId_fkey" FOREIGN KEY ("shopId", "accountId") REFERENCES "WhatsAppAccount"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Template" ADD CONSTRAINT "Template_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Template" ADD CONSTRAINT "Template_shopId_accountId_fkey" FOREIGN KEY ("shopId", "accountId") REFERENCES "WhatsAppAccount"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Automation" ADD CONSTRAINT "Automation_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AutomationRun" ADD CONSTRAINT "AutomationRun_shopId_automationId_fkey" FOREIGN KEY ("shopId", "automationId") REFERENCES "Automation"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AutomationRun" ADD CONSTRAINT "AutomationRun_shopId_contactId_fkey" FOREIGN KEY ("shopId", "contactId") REFERENCES "Contact"("shopId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AutomationRun" ADD CONSTRAINT "AutomationRun_shopId_storeEventId_fkey" FOREIGN KEY ("shopId", "storeEventId") REFERENCES "StoreEvent"("shopId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AutomationStep" ADD CONSTRAINT "AutomationStep_shopId_runId_fkey" FOREIGN KEY ("shopId", "runId") REFERENCES "AutomationRun"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_shopId_numberId_fkey" FOREIGN KEY ("shopId", "numberId") REFERENCES "WhatsAppNumber"("shopId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_shopId_contactId_fkey" FOREIGN KEY ("shopId", "contactId") REFERENCES "Contact"("shopId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_shopId_runId_fkey" FOREIGN KEY ("shopId", "runId") REFERENCES "AutomationRun"("shopId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MessageStatus" ADD CONSTRAINT "MessageStatus_shopId_messageId_fkey" FOREIGN KEY ("shopId", "messageId") REFERENCES "Message"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Conversation" ADD CONSTRAINT "Conversation_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Conversation" ADD CONSTRAINT "Conversation_shopId_numberId_fkey" FOREIGN KEY ("shopId", "numberId") REFERENCES "WhatsAppNumber"("shopId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Conversation" ADD CONSTRAINT "Conversation_shopId_contactId_fkey" FOREIGN KEY ("shopId", "contactId") REFERENCES "Contact"("shopId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InboundMessage" ADD CONSTRAINT "InboundMessage_shopId_conversationId_fkey" FOREIGN KEY ("shopId", "conversationId") REFERENCES "Conversation"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InboundMessage" ADD CONSTRAINT "InboundMessage_shopId_contactId_fkey" FOREIGN KEY ("shopId", "contactId") REFERENCES "Contact"("shopId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Cart" ADD CONSTRAINT "Cart_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Cart" ADD CONSTRAINT "Cart_shopId_contactId_fkey" FOREIGN KEY ("shopId", "contactId") REFERENCES "Contact"("shopId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Checkout" ADD CONSTRAINT "Checkout_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Checkout" ADD CONSTRAINT "Checkout_shopId_contactId_fkey" FOREIGN KEY ("shopId", "contactId") REFERENCES "Contact"("shopId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Order" ADD CONSTRAINT "Order_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Order" ADD CONSTRAINT "Order_shopId_contactId_fkey" FOREIGN KEY ("shopId", "contactId") REFERENCES "Contact"("shopId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Fulfillment" ADD CONSTRAINT "Fulfillment_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OrderReturn" ADD CONSTRAINT "OrderReturn_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BackInStockRequest" ADD CONSTRAINT "BackInStockRequest_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BackInStockRequest" ADD CONSTRAINT "BackInStockRequest_shopId_contactId_fkey" FOREIGN KEY ("shopId", "contactId") REFERENCES "Contact"("shopId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SyncCursor" ADD CONSTRAINT "SyncCursor_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ---------------------------------------------------------------- what Prisma's schema can not say

-- A message only moves as its state machine allows (app/core/outbox/message-states.ts; a test compares the two).
CREATE FUNCTION message_transition_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  allowed boolean;
BEGIN
  allowed := CASE OLD."state"::text
    WHEN 'planned'   THEN NEW."state" IN ('queued', 'cancelled', 'suppressed')
    WHEN 'queued'    THEN NEW."state" IN ('sending', 'accepted', 'sent', 'delivered', 'read', 'failed', 'cancelled', 'suppressed')
    WHEN 'sending'   THEN NEW."state" IN ('queued', 'unknown', 'accepted', 'sent', 'delivered', 'read', 'failed', 'cancelled', 'suppressed')
    WHEN 'unknown'   THEN NEW."state" IN ('queued', 'accepted', 'sent', 'delivered', 'read', 'failed')
    WHEN 'accepted'  THEN NEW."state" IN ('sent', 'delivered', 'read', 'failed')
    WHEN 'sent'      THEN NEW."state" IN ('delivered', 'read', 'failed')
    WHEN 'delivered' THEN NEW."state" IN ('read')
    WHEN 'failed'    THEN NEW."state" IN ('queued', 'delivered', 'read')
    ELSE false
  END;
  IF NOT allowed THEN
    RAISE EXCEPTION 'message % may not go from % to %', NEW."id", OLD."state", NEW."state"
      USING ERRCODE = 'check_violation', CONSTRAINT = 'message_transition';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER message_transition BEFORE UPDATE OF "state" ON "Message"
  FOR EACH ROW WHEN (OLD."state" IS DISTINCT FROM NEW."state") EXECUTE FUNCTION message_transition_guard();

ALTER TABLE "Message"
  ADD CONSTRAINT message_end_has_reason CHECK ("state" NOT IN ('failed', 'cancelled', 'suppressed') OR "reason" IS NOT NULL),
  ADD CONSTRAINT message_sending_is_claimed CHECK ("state" <> 'sending' OR ("claimedAt" IS NOT NULL AND "claimedBy" IS NOT NULL)),
  ADD CONSTRAINT message_has_number CHECK ("numberId" IS NOT NULL OR "state" IN ('planned', 'cancelled', 'suppressed')),
  ADD CONSTRAINT message_attempts CHECK ("attempts" >= 0);

-- The consent ledger is append-only. Erasure by law is the one exception and must say so in its own transaction.
CREATE FUNCTION consent_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('tidings.erasure', true) = 'on' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'the consent ledger is append-only' USING ERRCODE = 'check_violation', CONSTRAINT = 'consent_append_only';
END $$;

CREATE TRIGGER consent_append_only BEFORE UPDATE OR DELETE ON "ConsentEntry"
  FOR EACH ROW EXECUTE FUNCTION consent_append_only();

ALTER TABLE "Contact" ADD CONSTRAINT contact_not_merged_into_itself CHECK ("mergedIntoId" IS NULL OR "mergedIntoId" <> "id");
ALTER TABLE "ContactIdentity" ADD CONSTRAINT identity_phone_is_e164 CHECK ("kind" <> 'phone' OR "value" ~ '^\+[1-9][0-9]{4,14}$');
ALTER TABLE "SendLane"
  ADD CONSTRAINT lane_rate CHECK ("ratePerSecond" > 0),
  ADD CONSTRAINT lane_tokens CHECK ("tokens" >= 0);
ALTER TABLE "AutomationStep" ADD CONSTRAINT step_position CHECK ("position" >= 0);
ALTER TABLE "AutomationRun" ADD CONSTRAINT run_end CHECK (("state" = 'active') = ("endedAt" IS NULL));
ALTER TABLE "Conversation" ADD CONSTRAINT conversation_window CHECK ("windowExpiresAt" IS NULL OR "lastInboundAt" IS NOT NULL);
ALTER TABLE "Order" ADD CONSTRAINT order_cod_decided CHECK (("codDecision" IS NULL) = ("codDecidedAt" IS NULL));
