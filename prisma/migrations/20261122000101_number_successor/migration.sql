ALTER TABLE "WhatsAppNumber" ADD COLUMN     "successorId" UUID;
