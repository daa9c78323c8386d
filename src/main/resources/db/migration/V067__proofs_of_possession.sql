-- A proof of possession (RFC 9449) is good once, over every instance. What is kept is a digest of the key's thumbprint and
-- the proof's id, which tells nobody anything, for longer than the proof could be taken by its own time.
CREATE TABLE registry.proof_used (
  proof      bytea       PRIMARY KEY CHECK (octet_length(proof) = 32),
  good_until timestamptz NOT NULL
);
CREATE INDEX proof_used_over_ix ON registry.proof_used (good_until);

-- True for the first of all who show this proof; a twin waits for the other's commit. Each first use clears away up to three
-- that are over, so that the table does not grow and no job is needed. Runs as the owner: the service may delete nothing.
CREATE FUNCTION registry.use_proof(p_proof bytea)
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
REVOKE ALL ON FUNCTION registry.use_proof(bytea) FROM PUBLIC;
