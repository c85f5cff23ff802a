-- AlterTable
ALTER TABLE "Shop" ADD COLUMN "shopifyWaitsUntil" TIMESTAMPTZ(3);
