-- CreateTable
CREATE TABLE "CustomerLookup" (
    "shopId" UUID NOT NULL,
    "contactId" UUID NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3),
    "lastError" TEXT,

    CONSTRAINT "CustomerLookup_pkey" PRIMARY KEY ("shopId","contactId")
);

-- CreateIndex
CREATE INDEX "CustomerLookup_due" ON "CustomerLookup"("shopId", "nextAttemptAt") WHERE ("nextAttemptAt" IS NOT NULL);

-- AddForeignKey
ALTER TABLE "CustomerLookup" ADD CONSTRAINT "CustomerLookup_shopId_contactId_fkey" FOREIGN KEY ("shopId", "contactId") REFERENCES "Contact"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Whoever decided about marketing and is known by phone only may be a customer of Shopify: they are looked up there. Asked anew
-- with each decision and each number; whoever has a customer, or no number any more, is not looked up.
CREATE FUNCTION customer_to_look_up(shop UUID, contact UUID, at TIMESTAMPTZ) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "ContactIdentity" i
      WHERE i."shopId" = shop AND i."contactId" = contact AND i."kind" = 'shopify_customer')
    AND EXISTS (SELECT 1 FROM "ContactIdentity" i
      WHERE i."shopId" = shop AND i."contactId" = contact AND i."kind" = 'phone')
    AND EXISTS (SELECT 1 FROM "ConsentEntry" e
      WHERE e."shopId" = shop AND e."contactId" = contact AND e."purpose" = 'marketing')
  THEN
    INSERT INTO "CustomerLookup" ("shopId", "contactId", "nextAttemptAt") VALUES (shop, contact, at)
    ON CONFLICT ("shopId", "contactId") DO UPDATE SET
      "attempts" = 0, "nextAttemptAt" = EXCLUDED."nextAttemptAt", "lastError" = NULL;
  ELSE
    DELETE FROM "CustomerLookup" WHERE "shopId" = shop AND "contactId" = contact;
  END IF;
END $$;

CREATE FUNCTION decider_to_look_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM customer_to_look_up(NEW."shopId", NEW."contactId", NEW."recordedAt");
  RETURN NULL;
END $$;
CREATE TRIGGER decider_to_look_up AFTER INSERT ON "ConsentEntry"
  FOR EACH ROW WHEN (NEW."purpose" = 'marketing') EXECUTE FUNCTION decider_to_look_up();

CREATE FUNCTION known_to_look_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM customer_to_look_up(NEW."shopId", NEW."contactId", NEW."createdAt");
  RETURN NULL;
END $$;
CREATE TRIGGER known_to_look_up AFTER INSERT OR UPDATE OF "contactId" ON "ContactIdentity"
  FOR EACH ROW WHEN (NEW."kind" IN ('phone', 'shopify_customer')) EXECUTE FUNCTION known_to_look_up();

-- Who has no number any more: merged into somebody else, or erased.
CREATE FUNCTION not_to_look_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "CustomerLookup" l WHERE l."shopId" = OLD."shopId" AND l."contactId" = OLD."contactId"
    AND NOT EXISTS (SELECT 1 FROM "ContactIdentity" i
      WHERE i."shopId" = OLD."shopId" AND i."contactId" = OLD."contactId" AND i."kind" = 'phone');
  RETURN NULL;
END $$;
CREATE TRIGGER not_to_look_up AFTER UPDATE OF "contactId" OR DELETE ON "ContactIdentity"
  FOR EACH ROW EXECUTE FUNCTION not_to_look_up();
