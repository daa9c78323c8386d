-- Wrapped keys only. This schema has its own role and its own backup set: a key destroyed here erases a person
-- everywhere. Therefore no constraint leads out of it or into it.
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
  changed_at  timestamptz NOT NULL DEFAULT now(), -- of the state
  PRIMARY KEY (operator_id, kind, version)
);

-- The audit log's Ed25519 key: one log for all operators. A new key is 'arriving' until the log itself has announced it,
-- then 'live' beside the one before; both sign every checkpoint for thirty days.
CREATE TABLE keyring.log_key (
  version    smallint    PRIMARY KEY CHECK (version > 0),
  state      text        NOT NULL CHECK (state IN ('arriving', 'live', 'retired')),
  wrapped    bytea       NOT NULL,
  public_key bytea       NOT NULL CHECK (octet_length(public_key) = 32),
  created_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now() -- of the state
);

-- wrapped: a person's first key stands alone (60 bytes: nonce, key, tag). After the first renewal the column holds each
-- key with its version before it (2 bytes and 60), newest first: two keys while seals of the old one are left, then one.
-- commit_key binds audit entries to the person and opens nothing.
CREATE TABLE keyring.person_key (
  person_id            bigint      PRIMARY KEY,
  operator_id          smallint    NOT NULL CHECK (operator_id > 0),
  operator_key_version smallint    NOT NULL CHECK (operator_key_version > 0),
  wrapped              bytea       NOT NULL
    CHECK (octet_length(wrapped) = 60 OR (octet_length(wrapped) > 0 AND octet_length(wrapped) % 62 = 0)),
  commit_key           bytea       NOT NULL CHECK (octet_length(commit_key) = 32),
  created_at           timestamptz NOT NULL DEFAULT now(),
  renewed_at           timestamptz -- when the newest of several keys was made
);
-- What a rotation has still to do.
CREATE INDEX person_key_by_version ON keyring.person_key (operator_id, operator_key_version);
-- Persons with an old key to be destroyed. Empty between renewals.
CREATE INDEX person_key_several ON keyring.person_key (operator_id, person_id) WHERE octet_length(wrapped) > 62;

-- An image has a key of its own in person_key. The signing that uses the image attaches that key to the person's: the two
-- are destroyed together.
CREATE TABLE keyring.attached_key (
  person_id   bigint   NOT NULL,
  key_id      bigint   NOT NULL, -- person_id of the key in keyring.person_key
  operator_id smallint NOT NULL,
  PRIMARY KEY (person_id, key_id)
);

-- Rotations that the custodian ordered, and their progress. The state of the work is in the rows to be renewed, so any
-- instance can continue the job of one that died.
CREATE TABLE keyring.rotation (
  rotation_id bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  operator_id smallint    NOT NULL CHECK (operator_id > 0),
  kind        text        NOT NULL CHECK (kind IN ('operator', 'document', 'number', 'person', 'root', 'seals', 'log')),
  version     smallint    NOT NULL, -- of the new key; of the suite for seals; 0 for the root, whose store counts
  done        bigint      NOT NULL DEFAULT 0,
  damaged     bigint      NOT NULL DEFAULT 0, -- rows that the latest pass could not open
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
