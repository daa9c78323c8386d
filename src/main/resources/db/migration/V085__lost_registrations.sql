-- Registrations that the log tells of and that are gone, as after a restore to an earlier time. The office goes through the
-- list and says for each, once, what was done. Ids only: no row of the person is left.
CREATE TABLE registry.lost_registration (
  operator_id     smallint    NOT NULL REFERENCES registry.operator,
  registration    uuid        NOT NULL, -- its public id
  entry_id        uuid        NOT NULL, -- the entry INTEGRITY_FAILED that names it
  found_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
  remedy          text        CHECK (remedy IN ('SIGNED_AGAIN', 'LINE_CLOSED', 'NOT_IN_USE')),
  acknowledged_by text,
  acknowledged_at timestamptz,
  PRIMARY KEY (operator_id, registration),
  CHECK ((remedy IS NULL) = (acknowledged_by IS NULL) AND (remedy IS NULL) = (acknowledged_at IS NULL))
);
ALTER TABLE registry.lost_registration ENABLE ROW LEVEL SECURITY;
ALTER TABLE registry.lost_registration FORCE ROW LEVEL SECURITY;
CREATE POLICY own_operator ON registry.lost_registration TO shiming_service
  USING (operator_id = registry.current_operator());

-- Puts a lost registration on the list with its entry; false if the log names it already. A row alone silences nothing: it
-- counts only with the entry that it points to.
CREATE FUNCTION registry.note_lost_registration(
    p_operator smallint, p_registration uuid, p_entry_id uuid, p_entry bytea)
  RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
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
