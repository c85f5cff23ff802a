-- AlterTable
ALTER TABLE "Message" ADD COLUMN     "upload" JSONB;

-- AlterTable
ALTER TABLE "Order" ADD COLUMN     "breakdown" JSONB;
