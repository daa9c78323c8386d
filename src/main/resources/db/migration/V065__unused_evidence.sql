-- How much a clerk, or a shop, may take that no signing uses: somebody who only takes photos fills no disk. Counted exactly:
-- whoever takes an image for the shop, or as the clerk, waits for the one before. First the shop, then the clerk, always.
-- What was referred to the police counts for a day too: else a false referral would make room for more.
CREATE INDEX evidence_unused_of_store_ix ON registry.evidence (operator_id, dealer_code, store_code)
  WHERE person_id IS NULL;
CREATE INDEX evidence_unused_of_clerk_ix ON registry.evidence (operator_id, clerk)
  WHERE person_id IS NULL;

CREATE FUNCTION registry.lock_unused_evidence(p_operator smallint, p_dealer text, p_store text, p_clerk text)
  RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(concat_ws('|', 'evidence-store', p_operator, p_dealer, p_store), 64));
  PERFORM pg_advisory_xact_lock(hashtextextended(concat_ws('|', 'evidence-clerk', p_operator, p_clerk), 65));
END
$$;

-- The statement after the locks, and so one that sees what was committed before; raises SM041.
CREATE FUNCTION registry.must_not_hoard_evidence(
    p_operator smallint, p_dealer text, p_store text, p_clerk text, p_per_clerk integer, p_per_store integer,
    p_bytes bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(*) > p_per_clerk FROM registry.evidence
       WHERE operator_id = p_operator AND clerk = p_clerk AND person_id IS NULL
         AND (referral_id IS NULL OR taken_at > now() - interval '24 hours'))
     OR (SELECT count(*) > p_per_store OR sum(octet_length(sealed)) > p_bytes FROM registry.evidence
          WHERE operator_id = p_operator AND dealer_code = p_dealer AND store_code = p_store
            AND person_id IS NULL AND (referral_id IS NULL OR taken_at > now() - interval '24 hours')) THEN
    RAISE EXCEPTION 'too many images wait for a signing' USING ERRCODE = 'SM041';
  END IF;
END
$$;
