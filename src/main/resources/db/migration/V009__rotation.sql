-- What the custodian has ordered, and how far it is. The state of the work itself is in the rows that are renewed: a job
-- that dies is taken up by any instance.
CREATE TABLE keyring.rotation (
  rotation_id bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  operator_id smallint    NOT NULL CHECK (operator_id > 0),
  kind        text        NOT NULL CHECK (kind IN ('operator', 'document', 'number', 'root', 'seals')),
  version     smallint    NOT NULL, -- of the key to come; of the suite for seals; 0 for the root, whose store counts
  done        bigint      NOT NULL DEFAULT 0,
  damaged     bigint      NOT NULL DEFAULT 0, -- what the latest pass could not open
  started_at  timestamptz NOT NULL DEFAULT now(),
  ended_at    timestamptz
);
CREATE UNIQUE INDEX one_rotation_at_a_time ON keyring.rotation (operator_id, kind) WHERE ended_at IS NULL;

-- How often a key was used, added up every few seconds by each instance.
CREATE TABLE keyring.key_use (
  operator_id smallint NOT NULL,
  kind        text     NOT NULL,
  version     smallint NOT NULL,
  made        bigint   NOT NULL, -- wrappings or indexes made
  opened      bigint   NOT NULL, -- wrappings opened
  PRIMARY KEY (operator_id, kind, version)
);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['rotation', 'key_use'] LOOP
    EXECUTE format('ALTER TABLE keyring.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE keyring.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY service_all ON keyring.%I TO shiming_service USING (true) WITH CHECK (true)', name);
    EXECUTE format('CREATE POLICY custodian_all ON keyring.%I TO shiming_keyring USING (true) WITH CHECK (true)', name);
  END LOOP;
END
$$;
GRANT SELECT ON keyring.rotation TO shiming_service;
GRANT SELECT, INSERT ON keyring.key_use TO shiming_service;
GRANT UPDATE (made, opened) ON keyring.key_use TO shiming_service;
GRANT SELECT, INSERT ON keyring.rotation TO shiming_keyring;
GRANT UPDATE (done, damaged, ended_at) ON keyring.rotation TO shiming_keyring;
GRANT SELECT ON keyring.key_use TO shiming_keyring;

-- The link from a person to the entries about the person goes with the person's key.
GRANT USAGE ON SCHEMA audit TO shiming_keyring;
GRANT SELECT, DELETE ON audit.subject_entry TO shiming_keyring;
CREATE POLICY custodian_erases ON audit.subject_entry TO shiming_keyring USING (true);
