-- An identity is sealed once and never changed, also not by the service: it has no UPDATE on identity_version. Only a
-- rotation may put the same identity under another suite, and only so that the log tells of it in the same transaction:
-- two functions do the one thing each, and at the commit the row must be bound to an entry of this very transaction.

CREATE POLICY resealing ON registry.identity_version TO shiming_owner
  USING (operator_id = registry.current_operator());

CREATE FUNCTION registry.reseal(p_person bigint, p_registration bigint, p_version integer, p_sealed bytea)
  RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  UPDATE registry.identity_version SET sealed = p_sealed
   WHERE person_id = p_person AND registration_id = p_registration AND version = p_version
$$;

CREATE FUNCTION registry.rebind_identity(
    p_entry_id uuid, p_row_salt bytea, p_person bigint, p_registration bigint, p_version integer)
  RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  UPDATE registry.identity_version SET entry_id = p_entry_id, row_salt = p_row_salt
   WHERE person_id = p_person AND registration_id = p_registration AND version = p_version
$$;

CREATE FUNCTION registry.must_be_bound() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
      SELECT FROM registry.identity_version i JOIN audit.entry e ON e.entry_id = i.entry_id
       WHERE i.person_id = NEW.person_id AND i.registration_id = NEW.registration_id AND i.version = NEW.version
         AND e.act = 'KEY_ROTATED' AND e.xmin = pg_current_xact_id()::xid) THEN
    RAISE EXCEPTION 'a sealed identity is changed only by a rotation that the log tells of'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER bound_in_the_same_transaction AFTER UPDATE ON registry.identity_version
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION registry.must_be_bound();
