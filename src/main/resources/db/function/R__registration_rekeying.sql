-- Seals under another suite or key.
SET LOCAL check_function_bodies = off;

-- An identity or an image is sealed once. Only a rotation may put the same content under another suite or key.
CREATE OR REPLACE FUNCTION registry.reseal(p_person bigint, p_registration bigint, p_version integer, p_sealed bytea)
  RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  UPDATE registry.registration SET sealed = p_sealed
   WHERE person_id = p_person AND registration_id = p_registration AND p_version = 1;
  UPDATE registry.corrected_identity SET sealed = p_sealed
   WHERE person_id = p_person AND registration_id = p_registration AND version = p_version
$$;

CREATE OR REPLACE FUNCTION registry.reseal_evidence(p_evidence bigint, p_sealed bytea)
  RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  UPDATE registry.evidence SET sealed = p_sealed WHERE evidence_id = p_evidence
$$;

CREATE OR REPLACE FUNCTION registry.evidence_must_be_bound() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
      SELECT FROM registry.evidence i JOIN audit.entry e ON e.entry_id = i.entry_id
       WHERE i.evidence_id = NEW.evidence_id AND e.act = 'KEY_ROTATED' AND e.xmin = pg_current_xact_id()::xid) THEN
    RAISE EXCEPTION 'a sealed image is changed only by a rotation that the log tells of'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END
$$;
