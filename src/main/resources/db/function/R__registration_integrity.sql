-- Rows that are bound to entries of the log, and registrations that are lost.
SET LOCAL check_function_bodies = off;

-- A sealed identity may change only in a rotation that the log tells of: the service has no UPDATE on its columns.
-- registry.reseal replaces the seal, this function binds the row to its new entry, and the trigger checks both at
-- commit.
CREATE OR REPLACE FUNCTION registry.rebind_identity(
    p_entry_id uuid, p_row_salt bytea, p_person bigint, p_registration bigint, p_version integer)
  RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  UPDATE registry.registration SET identity_entry_id = p_entry_id, identity_salt = p_row_salt
   WHERE person_id = p_person AND registration_id = p_registration AND p_version = 1;
  UPDATE registry.corrected_identity SET entry_id = p_entry_id, row_salt = p_row_salt
   WHERE person_id = p_person AND registration_id = p_registration AND version = p_version
$$;

CREATE OR REPLACE FUNCTION registry.must_be_bound() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  c_version constant integer := coalesce((to_jsonb(NEW) ->> 'version')::integer, 1);
BEGIN
  IF NOT EXISTS (
      SELECT FROM registry.identity_version i JOIN audit.entry e ON e.entry_id = i.entry_id
       WHERE i.person_id = NEW.person_id AND i.registration_id = NEW.registration_id AND i.version = c_version
         AND e.act = 'KEY_ROTATED' AND e.xmin = pg_current_xact_id()::xid) THEN
    RAISE EXCEPTION 'a sealed identity is changed only by a rotation that the log tells of'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END
$$;

-- Lists a lost registration with its entry; false if the log already names it. A row hides nothing by itself: it counts
-- only with the entry that it points to.
CREATE OR REPLACE FUNCTION registry.note_lost_registration(
    p_operator smallint, p_registration uuid, p_entry_id uuid, p_entry bytea)
  RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  IF EXISTS (SELECT FROM registry.lost_registration l JOIN audit.entry e ON e.entry_id = l.entry_id
              WHERE l.operator_id = p_operator AND l.registration = p_registration
                AND e.registration = p_registration AND e.act = 'INTEGRITY_FAILED') THEN
    RETURN false;
  END IF;
  INSERT INTO registry.lost_registration (operator_id, registration, entry_id)
  VALUES (p_operator, p_registration, p_entry_id)
  ON CONFLICT (operator_id, registration) DO UPDATE
    SET entry_id = excluded.entry_id, found_at = excluded.found_at,
        remedy = NULL, acknowledged_by = NULL, acknowledged_at = NULL;
  PERFORM audit.append(p_entry);
  RETURN true;
END
$$;
