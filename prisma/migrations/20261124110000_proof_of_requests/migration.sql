-- AlterTable
ALTER TABLE "ProductRequest" ADD COLUMN     "evidence" JSONB NOT NULL DEFAULT '{}';

-- Emptying a table fires no trigger of its rows: the ledger is guarded against that too, with the same one exception.
CREATE FUNCTION consent_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('tidings.erasure', true) = 'on' THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION 'the consent ledger is append-only' USING ERRCODE = 'check_violation', CONSTRAINT = 'consent_append_only';
END $$;

CREATE TRIGGER consent_not_emptied BEFORE TRUNCATE ON "ConsentEntry"
  FOR EACH STATEMENT EXECUTE FUNCTION consent_not_emptied();
