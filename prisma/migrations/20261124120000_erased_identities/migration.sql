-- CreateTable
CREATE TABLE "ErasedIdentity" (
    "shopId" UUID NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "erasedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ErasedIdentity_pkey" PRIMARY KEY ("shopId","fingerprint")
);

-- AddForeignKey
ALTER TABLE "ErasedIdentity" ADD CONSTRAINT "ErasedIdentity_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
