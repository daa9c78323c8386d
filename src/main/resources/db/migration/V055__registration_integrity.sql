-- How far the comparison of rows with the log has come. Without a row a pass starts again.
CREATE TABLE registry.row_sweep (
  operator_id     smallint PRIMARY KEY,
  person_id       bigint   NOT NULL DEFAULT 0,
  registration_id bigint   NOT NULL DEFAULT 0,
  after_entry     uuid     NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
  passes          bigint   NOT NULL DEFAULT 0
);

-- Registrations that the log tells of and that are gone, as after a restore to an earlier time. The office goes through the
-- list and states for each, once, what was done. It holds ids only: no row of the person is left.
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
