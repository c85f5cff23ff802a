-- Which page of the storefront brought somebody into the chat, so that their orders count for it (docs/decisions/011).
CREATE TABLE "PageArrival" (
    "shopId" UUID NOT NULL,
    "conversationId" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "campaign" TEXT NOT NULL,
    "page" TEXT NOT NULL,
    "handle" TEXT,
    "contactId" UUID NOT NULL,
    "firstAt" TIMESTAMPTZ(3) NOT NULL,
    "lastAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PageArrival_pkey" PRIMARY KEY ("shopId","conversationId","reference","campaign")
);

CREATE INDEX "PageArrival_shopId_contactId_idx" ON "PageArrival"("shopId", "contactId");

CREATE INDEX "PageArrival_shopId_lastAt_idx" ON "PageArrival"("shopId", "lastAt");

ALTER TABLE "PageArrival" ADD CONSTRAINT "PageArrival_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "PageArrival" ADD CONSTRAINT "PageArrival_shopId_contactId_fkey" FOREIGN KEY ("shopId", "contactId") REFERENCES "Contact"("shopId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- An order counts once: for a merchant's link or for a page, never for both.
ALTER TABLE "LinkOrder" ALTER COLUMN "linkId" DROP NOT NULL,
ADD COLUMN     "campaign" TEXT,
ADD COLUMN     "handle" TEXT,
ADD COLUMN     "page" TEXT,
ADD CONSTRAINT "LinkOrder_one_origin" CHECK (num_nonnulls("linkId", "page") = 1);

CREATE INDEX "LinkOrder_page" ON "LinkOrder"("shopId", "orderAt") WHERE ("page" IS NOT NULL);

-- What the chats that are open now have come by, as far as it was kept: the newest page of each.
INSERT INTO "PageArrival" ("shopId", "conversationId", "reference", "campaign", "page", "handle", "contactId", "firstAt", "lastAt")
SELECT "shopId", "id", "origin" ->> 'reference', COALESCE("origin" ->> 'campaign', ''),
    split_part(split_part("origin" ->> 'reference', '-', 1), '.', 1),
    COALESCE("origin" -> 'product' ->> 'handle', "origin" -> 'collection' ->> 'handle'),
    "contactId", ("origin" ->> 'at')::timestamptz, ("origin" ->> 'at')::timestamptz
FROM "Conversation"
WHERE "origin" ->> 'page' <> 'link' AND "origin" ->> 'reference' IS NOT NULL AND "origin" ->> 'at' IS NOT NULL;

-- The ledger filtered by the purpose that few have decided on.
CREATE INDEX "ConsentEntry_shopId_purpose_id_idx" ON "ConsentEntry"("shopId", "purpose", "id" DESC);
