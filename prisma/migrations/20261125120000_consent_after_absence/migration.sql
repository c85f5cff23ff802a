-- AlterTable
ALTER TABLE "Shop" ADD COLUMN "consentUnknownSince" TIMESTAMPTZ(3);
