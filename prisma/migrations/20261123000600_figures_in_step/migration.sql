-- AlterTable
ALTER TABLE "Message" ADD COLUMN "dialPrefix" TEXT;

-- DropForeignKey
ALTER TABLE "FigureDay" DROP CONSTRAINT "FigureDay_shopId_fkey";

-- DropTable
DROP TABLE "FigureDay";

-- AlterTable
ALTER TABLE "DailyFigure" DROP CONSTRAINT "DailyFigure_pkey",
ADD COLUMN "piece" BIGINT NOT NULL DEFAULT 0,
ADD CONSTRAINT "DailyFigure_pkey" PRIMARY KEY ("shopId", "day", "automationId", "piece");

-- AlterTable
ALTER TABLE "DailyBill" DROP CONSTRAINT "DailyBill_pkey",
ADD COLUMN "piece" BIGINT NOT NULL DEFAULT 0,
ADD CONSTRAINT "DailyBill_pkey" PRIMARY KEY ("shopId", "day", "automationId", "country", "category", "type", "piece");

-- CreateTable
CREATE TABLE "FigureState" (
    "shopId" UUID NOT NULL,
    "timeZone" TEXT NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "FigureState_pkey" PRIMARY KEY ("shopId")
);

-- CreateIndex
CREATE INDEX "DailyFigure_pieces" ON "DailyFigure"("shopId") WHERE piece <> 0;

-- CreateIndex
CREATE INDEX "DailyBill_pieces" ON "DailyBill"("shopId") WHERE piece <> 0;

-- AddForeignKey
ALTER TABLE "FigureState" ADD CONSTRAINT "FigureState_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Whatever changes what a message counts for adds the difference as a piece, in the same transaction: nothing is counted
-- twice or forgotten, however late a callback comes, and no two transactions wait for one counter.
CREATE SEQUENCE figure_piece;

-- The day of the shop's zone a message was written on, read off its id (UUID v7). A zone that is none is UTC, as in the app.
CREATE FUNCTION figure_day(id UUID, zone TEXT) RETURNS DATE LANGUAGE plpgsql STABLE AS $$
DECLARE
  at TIMESTAMPTZ := to_timestamp(('x' || translate(left(id::text, 13), '-', ''))::bit(48)::bigint / 1000.0);
BEGIN
  RETURN (at AT TIME ZONE zone)::date;
EXCEPTION WHEN invalid_parameter_value THEN
  RETURN (at AT TIME ZONE 'UTC')::date;
END
$$;

-- Category and kind of price as a bill tells them apart.
CREATE FUNCTION bill_category(pricing JSONB) RETURNS TEXT LANGUAGE sql IMMUTABLE AS $$
  SELECT COALESCE(pricing ->> 'category', '')
$$;

CREATE FUNCTION bill_type(pricing JSONB) RETURNS TEXT LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN pricing ->> 'billable' = 'false' AND pricing ->> 'type' = 'regular' THEN 'not_billable'
    ELSE COALESCE(pricing ->> 'type', '') END
$$;

-- The first five digits of a number: enough to tell countries with one calling code apart, and nobody by name. An id of
-- Meta's begins with the country.
CREATE FUNCTION dial_prefix(kind TEXT, address TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN kind = 'phone' THEN substr(address, 2, 5) ELSE left(address, 2) END
$$;

-- Where a message went, as far as its price asks: kept with it when it was claimed, else read off the person's number.
CREATE FUNCTION bill_prefix(prefix TEXT, shop UUID, contact UUID) RETURNS TEXT LANGUAGE sql STABLE AS $$
  SELECT COALESCE(prefix, (
    SELECT dial_prefix(i."kind"::text, i."value") FROM "ContactIdentity" i
    WHERE i."shopId" = shop AND i."contactId" = contact AND i."kind" IN ('phone', 'business_scoped_id')
    ORDER BY i."kind" = 'phone' DESC, i."createdAt" LIMIT 1), '')
$$;

-- What was before counts against what is now: sums over both, no join.
CREATE FUNCTION message_figures_updated() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "DailyFigure" ("shopId", "day", "automationId", "piece", "sent", "delivered", "read", "replied", "clicked", "failed")
  SELECT f.* FROM (
    SELECT m."shopId", figure_day(m."id", s."timeZone"), COALESCE(m."automationId", '00000000-0000-0000-0000-000000000000'),
      nextval('figure_piece'),
      sum(m.sign * (COALESCE(m."sentAt", m."deliveredAt", m."readAt") IS NOT NULL)::int) AS "sent",
      sum(m.sign * (COALESCE(m."deliveredAt", m."readAt") IS NOT NULL)::int) AS "delivered",
      sum(m.sign * (m."readAt" IS NOT NULL)::int) AS "read",
      sum(m.sign * (m."repliedAt" IS NOT NULL)::int) AS "replied",
      sum(m.sign * (m."clickedAt" IS NOT NULL)::int) AS "clicked",
      sum(m.sign * (m."state" = 'failed')::int) AS "failed"
    FROM (
      SELECT 1 AS sign, "shopId", "id", "automationId", "state", "sentAt", "deliveredAt", "readAt", "repliedAt", "clickedAt"
      FROM new_rows
      WHERE NOT "isTest" AND ("state" = 'failed' OR COALESCE("sentAt", "deliveredAt", "readAt", "repliedAt", "clickedAt") IS NOT NULL)
      UNION ALL
      SELECT -1, "shopId", "id", "automationId", "state", "sentAt", "deliveredAt", "readAt", "repliedAt", "clickedAt"
      FROM old_rows
      WHERE NOT "isTest" AND ("state" = 'failed' OR COALESCE("sentAt", "deliveredAt", "readAt", "repliedAt", "clickedAt") IS NOT NULL)
    ) m JOIN "Shop" s ON s."id" = m."shopId"
    GROUP BY 1, 2, 3
  ) f
  WHERE (f."sent", f."delivered", f."read", f."replied", f."clicked", f."failed") IS DISTINCT FROM (0, 0, 0, 0, 0, 0);

  INSERT INTO "DailyBill" ("shopId", "day", "automationId", "country", "category", "type", "piece", "messages")
  SELECT b.* FROM (
    SELECT m."shopId", figure_day(m."id", s."timeZone"), COALESCE(m."automationId", '00000000-0000-0000-0000-000000000000'),
      bill_prefix(m."dialPrefix", m."shopId", m."contactId"), bill_category(m."pricing"), bill_type(m."pricing"),
      nextval('figure_piece'), sum(m.sign) AS "messages"
    FROM (
      SELECT 1 AS sign, "shopId", "id", "automationId", "contactId", "dialPrefix", "pricing"
      FROM new_rows WHERE NOT "isTest" AND COALESCE("deliveredAt", "readAt") IS NOT NULL
      UNION ALL
      SELECT -1, "shopId", "id", "automationId", "contactId", "dialPrefix", "pricing"
      FROM old_rows WHERE NOT "isTest" AND COALESCE("deliveredAt", "readAt") IS NOT NULL
    ) m JOIN "Shop" s ON s."id" = m."shopId"
    GROUP BY 1, 2, 3, 4, 5, 6
  ) b
  WHERE b."messages" <> 0;
  RETURN NULL;
END
$$;

CREATE TRIGGER message_figures_updated AFTER UPDATE ON "Message"
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION message_figures_updated();

-- The outbox writes messages that count for nothing yet; what is brought in as already sent is counted too.
CREATE FUNCTION message_figures_inserted() RETURNS TRIGGER LANGUAGE plpgsql AS $$
DECLARE
  day DATE := (SELECT figure_day(NEW."id", s."timeZone") FROM "Shop" s WHERE s."id" = NEW."shopId");
  automation UUID := COALESCE(NEW."automationId", '00000000-0000-0000-0000-000000000000');
BEGIN
  INSERT INTO "DailyFigure" ("shopId", "day", "automationId", "piece", "sent", "delivered", "read", "replied", "clicked", "failed")
  VALUES (NEW."shopId", day, automation, nextval('figure_piece'),
    (COALESCE(NEW."sentAt", NEW."deliveredAt", NEW."readAt") IS NOT NULL)::int,
    (COALESCE(NEW."deliveredAt", NEW."readAt") IS NOT NULL)::int,
    (NEW."readAt" IS NOT NULL)::int, (NEW."repliedAt" IS NOT NULL)::int, (NEW."clickedAt" IS NOT NULL)::int,
    (NEW."state" = 'failed')::int);
  IF COALESCE(NEW."deliveredAt", NEW."readAt") IS NOT NULL THEN
    INSERT INTO "DailyBill" ("shopId", "day", "automationId", "country", "category", "type", "piece", "messages")
    VALUES (NEW."shopId", day, automation, bill_prefix(NEW."dialPrefix", NEW."shopId", NEW."contactId"),
      bill_category(NEW."pricing"), bill_type(NEW."pricing"), nextval('figure_piece'), 1);
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER message_figures_inserted AFTER INSERT ON "Message"
  FOR EACH ROW WHEN (NOT NEW."isTest" AND (NEW."state" = 'failed'
    OR COALESCE(NEW."sentAt", NEW."deliveredAt", NEW."readAt", NEW."repliedAt", NEW."clickedAt") IS NOT NULL))
  EXECUTE FUNCTION message_figures_inserted();
