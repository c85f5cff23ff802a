-- CreateEnum
CREATE TYPE "NoticeMailState" AS ENUM ('waiting', 'sending', 'sent', 'unconfirmed', 'ended');

-- AlterTable
ALTER TABLE "Shop" ADD COLUMN     "setup" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "Notice" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "raisedAt" TIMESTAMPTZ(3) NOT NULL,
    "resolvedAt" TIMESTAMPTZ(3),
    "mailState" "NoticeMailState" NOT NULL DEFAULT 'waiting',
    "mailAt" TIMESTAMPTZ(3) NOT NULL,
    "mailAttempts" INTEGER NOT NULL DEFAULT 0,
    "mailedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Notice_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Notice_open" ON "Notice"("shopId", "kind", "subjectId") WHERE ("resolvedAt" IS NULL);

-- CreateIndex
CREATE INDEX "Notice_to_mail" ON "Notice"("mailAt") WHERE ("mailState" = ANY (ARRAY['waiting'::"NoticeMailState", 'sending'::"NoticeMailState"]));

-- CreateIndex
CREATE INDEX "Template_refused" ON "Template"("shopId", "id") WHERE (status = ANY (ARRAY['rejected'::"TemplateStatus", 'paused'::"TemplateStatus", 'disabled'::"TemplateStatus"]));

-- AddForeignKey
ALTER TABLE "Notice" ADD CONSTRAINT "Notice_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
