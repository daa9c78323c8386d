-- Proofs of possession (RFC 9449): each is good once, over every instance.
SET LOCAL check_function_bodies = off;

-- True on the first use of this proof. A concurrent call with the same proof waits for the commit of the first. Each
-- first use deletes up to three expired rows, so that the table does not grow and no job is needed. SECURITY DEFINER,
-- because the service may not delete proofs.
CREATE OR REPLACE FUNCTION registry.use_proof(p_proof bytea)
  RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  INSERT INTO registry.proof_used (proof, good_until)
    VALUES (p_proof, clock_timestamp() + interval '5 minutes') ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  DELETE FROM registry.proof_used
    WHERE proof IN (SELECT over.proof FROM registry.proof_used over
                     WHERE over.good_until < clock_timestamp()
                     ORDER BY over.good_until LIMIT 3 FOR UPDATE SKIP LOCKED);
  RETURN true;
END
$$;
