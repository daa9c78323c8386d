-- Wrapped keys only. This schema has its own role and its own backup set: a key destroyed here erases a person
-- everywhere. Hence no constraint leads out of it or into it.
CREATE TABLE keyring.operator_key (
  operator_id smallint    NOT NULL CHECK (operator_id > 0),
  version     smallint    NOT NULL CHECK (version > 0),
  suite       smallint    NOT NULL CHECK (suite IN (1, 2)),
  state       text        NOT NULL CHECK (state IN ('arriving', 'live', 'retired')),
  wrapped     bytea       NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (operator_id, version)
);

CREATE TABLE keyring.index_key (
  operator_id smallint    NOT NULL CHECK (operator_id > 0),
  kind        text        NOT NULL CHECK (kind IN ('document', 'number', 'request')),
  version     smallint    NOT NULL CHECK (version > 0),
  suite       smallint    NOT NULL CHECK (suite IN (1, 2)),
  state       text        NOT NULL CHECK (state IN ('arriving', 'live', 'retired')),
  wrapped     bytea       NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT now(),
  changed_at  timestamptz NOT NULL DEFAULT now(), -- when it took the state it is in
  PRIMARY KEY (operator_id, kind, version)
);

-- The audit log's Ed25519 key: one log, whoever the operator is.
CREATE TABLE keyring.log_key (
  version    smallint    PRIMARY KEY CHECK (version > 0),
  state      text        NOT NULL CHECK (state IN ('live', 'retired')),
  wrapped    bytea       NOT NULL,
  public_key bytea       NOT NULL CHECK (octet_length(public_key) = 32),
  created_at timestamptz NOT NULL DEFAULT now()
);

-- wrapped: nonce, key and tag; commit_key binds audit entries to the person and opens nothing.
CREATE TABLE keyring.person_key (
  person_id            bigint      PRIMARY KEY,
  operator_id          smallint    NOT NULL CHECK (operator_id > 0),
  operator_key_version smallint    NOT NULL CHECK (operator_key_version > 0),
  wrapped              bytea       NOT NULL CHECK (octet_length(wrapped) = 60),
  commit_key           bytea       NOT NULL CHECK (octet_length(commit_key) = 32),
  created_at           timestamptz NOT NULL DEFAULT now()
);
-- What a rotation has still to do.
CREATE INDEX person_key_by_version ON keyring.person_key (operator_id, operator_key_version);

ALTER TABLE keyring.operator_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE keyring.operator_key FORCE ROW LEVEL SECURITY;
ALTER TABLE keyring.index_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE keyring.index_key FORCE ROW LEVEL SECURITY;
ALTER TABLE keyring.person_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE keyring.person_key FORCE ROW LEVEL SECURITY;

-- The service loads the wrapped keys of every operator it serves, outside any operator's transaction.
CREATE POLICY service_all ON keyring.operator_key TO shiming_service USING (true) WITH CHECK (true);
CREATE POLICY service_all ON keyring.index_key TO shiming_service USING (true) WITH CHECK (true);
CREATE POLICY own_operator ON keyring.person_key TO shiming_service
  USING (operator_id = registry.current_operator()) WITH CHECK (operator_id = registry.current_operator());

-- The custodian rotates and destroys keys, for all operators.
CREATE POLICY custodian_all ON keyring.operator_key TO shiming_keyring USING (true) WITH CHECK (true);
CREATE POLICY custodian_all ON keyring.index_key TO shiming_keyring USING (true) WITH CHECK (true);
CREATE POLICY custodian_all ON keyring.person_key TO shiming_keyring USING (true) WITH CHECK (true);

REVOKE ALL ON ALL TABLES IN SCHEMA keyring FROM shiming_service, shiming_keyring;
GRANT SELECT, INSERT ON keyring.operator_key, keyring.index_key, keyring.log_key, keyring.person_key TO shiming_service;
GRANT SELECT, INSERT, UPDATE, DELETE ON keyring.operator_key, keyring.index_key, keyring.log_key, keyring.person_key
  TO shiming_keyring;
