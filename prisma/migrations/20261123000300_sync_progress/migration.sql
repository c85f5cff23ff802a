-- AlterTable
ALTER TABLE "SyncCursor" ADD COLUMN     "progress" JSONB;
