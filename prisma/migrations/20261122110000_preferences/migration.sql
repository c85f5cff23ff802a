-- What a person chose themselves on the signed preference page.
ALTER TABLE "Contact" ADD COLUMN "marketingGapDays" INTEGER,
ADD COLUMN "localeChosenAt" TIMESTAMPTZ(3);
