-- AlterTable
ALTER TABLE "Order" ADD COLUMN "landingMessageId" UUID;
