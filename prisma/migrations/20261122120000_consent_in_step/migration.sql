-- CreateTable
CREATE TABLE "ConsentSync" (
    "shopId" UUID NOT NULL,
    "customerId" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3),
    "lastError" TEXT,
    "toldState" "ConsentState",
    "toldAt" TIMESTAMPTZ(3),

    CONSTRAINT "ConsentSync_pkey" PRIMARY KEY ("shopId","customerId")
);

-- CreateIndex
CREATE INDEX "ConsentSync_due" ON "ConsentSync"("shopId", "nextAttemptAt") WHERE ("nextAttemptAt" IS NOT NULL);

-- CreateIndex
CREATE INDEX "ConsentSync_failed" ON "ConsentSync"("shopId", "customerId") WHERE ("lastError" IS NOT NULL);

-- AddForeignKey
ALTER TABLE "ConsentSync" ADD CONSTRAINT "ConsentSync_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Whoever writes a decision on marketing, by whatever way, leaves a row for Shopify to be told by, in the same transaction.
-- What Shopify itself said of a customer is not said back to it; another customer of the same person is told.
CREATE FUNCTION consent_to_tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "ConsentSync" ("shopId", "customerId", "nextAttemptAt")
  SELECT i."shopId", i."value", NEW."recordedAt" FROM "ContactIdentity" i
  WHERE i."shopId" = NEW."shopId" AND i."contactId" = NEW."contactId" AND i."kind" = 'shopify_customer'
    AND NOT (NEW."source" = 'shopify' AND NEW."evidence"->>'customerId' IS NOT DISTINCT FROM i."value")
  ORDER BY i."value"
  ON CONFLICT ("shopId", "customerId") DO UPDATE SET
    "version" = "ConsentSync"."version" + 1, "attempts" = 0, "nextAttemptAt" = EXCLUDED."nextAttemptAt", "lastError" = NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER consent_to_tell AFTER INSERT ON "ConsentEntry"
  FOR EACH ROW WHEN (NEW."purpose" = 'marketing') EXECUTE FUNCTION consent_to_tell();

-- A customer who appears later, or who turns out to be somebody known, is told of what that person had decided.
CREATE FUNCTION consent_to_tell_of_customer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "ConsentSync" ("shopId", "customerId", "nextAttemptAt")
  SELECT NEW."shopId", NEW."value", NEW."createdAt"
  WHERE EXISTS (
    SELECT 1 FROM "ConsentEntry" e
    WHERE e."shopId" = NEW."shopId" AND e."contactId" = NEW."contactId" AND e."purpose" = 'marketing')
  ON CONFLICT ("shopId", "customerId") DO UPDATE SET
    "version" = "ConsentSync"."version" + 1, "attempts" = 0, "nextAttemptAt" = EXCLUDED."nextAttemptAt", "lastError" = NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER consent_to_tell_of_customer AFTER INSERT OR UPDATE OF "contactId" ON "ContactIdentity"
  FOR EACH ROW WHEN (NEW."kind" = 'shopify_customer') EXECUTE FUNCTION consent_to_tell_of_customer();

-- Shopify's id of a person goes with the person.
CREATE FUNCTION consent_untold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "ConsentSync" WHERE "shopId" = OLD."shopId" AND "customerId" = OLD."value";
  RETURN NULL;
END $$;
CREATE TRIGGER consent_untold AFTER DELETE ON "ContactIdentity"
  FOR EACH ROW WHEN (OLD."kind" = 'shopify_customer') EXECUTE FUNCTION consent_untold();
