-- AlterTable
ALTER TABLE "Shop" ADD COLUMN     "testMailsAt" TIMESTAMPTZ(3)[];
