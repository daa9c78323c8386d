-- An image is sealed once, like an identity: only a rotation puts the same image under another suite or key, and only so
-- that the log tells of it in the same transaction.

CREATE POLICY resealing ON registry.evidence TO shiming_owner
  USING (operator_id = registry.current_operator());

CREATE FUNCTION registry.reseal_evidence(p_evidence bigint, p_sealed bytea)
  RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  UPDATE registry.evidence SET sealed = p_sealed WHERE evidence_id = p_evidence
$$;

CREATE FUNCTION registry.evidence_must_be_bound() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE CONSTRAINT TRIGGER bound_in_the_same_transaction AFTER UPDATE OF sealed ON registry.evidence
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION registry.evidence_must_be_bound();
