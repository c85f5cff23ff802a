-- What a merge wrote keeps what it had come by, so that a decision weighs as much after it as before.
ALTER TABLE "ConsentEntry" ADD COLUMN "origin" TEXT;
