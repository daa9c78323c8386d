-- The log. An entry is written in the transaction of its act; the sequencer gives it a place in the tree.
-- The bytes are hashed and stored; the other columns of entry but person_id are read from the bytes, for searches.

CREATE TABLE audit.entry (
  entry_id     uuid        PRIMARY KEY,               -- UUIDv7: it holds the entry's time, so the key also serves a time range
  operator_id  smallint    NOT NULL CHECK (operator_id >= 0), -- 0: the host of the deployment itself
  at           timestamptz NOT NULL,
  act          text        NOT NULL,
  actor        text        NOT NULL,
  client       text        NOT NULL,
  role         text        NOT NULL,
  store        text,
  purpose      text,
  decision     text        NOT NULL CHECK (decision IN ('ALLOWED', 'REFUSED', 'FAILED')),
  reason       text,
  registration uuid,
  person_id    bigint,                                -- the only link to the person; erased with the person, the tree does not need it
  bytes        bytea       NOT NULL CHECK (octet_length(bytes) <= 16384),
  leaf_hash    bytea       NOT NULL GENERATED ALWAYS AS (sha256('\x00'::bytea || bytes)) STORED -- RFC 6962 section 2.1
);
CREATE INDEX entry_of_registration ON audit.entry (registration, entry_id) WHERE registration IS NOT NULL;
CREATE INDEX entry_of_person ON audit.entry (person_id, entry_id) WHERE person_id IS NOT NULL;

-- Entries without a place in the tree. The sequencer takes them because they are here, never by an id or a time: commit
-- order is not insert order, and a watermark loses the entries of slow transactions.
CREATE TABLE audit.queue (entry_id uuid PRIMARY KEY)
  WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
        autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 50000,
        autovacuum_vacuum_cost_delay = 0);

CREATE TABLE audit.leaf (
  idx       bigint PRIMARY KEY CHECK (idx >= 0),
  entry_id  uuid   NOT NULL UNIQUE,
  leaf_hash bytea  NOT NULL CHECK (octet_length(leaf_hash) = 32)
);

CREATE TABLE audit.head (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  size bigint  NOT NULL CHECK (size >= 0),
  root bytea   NOT NULL CHECK (octet_length(root) = 32)
) WITH (fillfactor = 10);
INSERT INTO audit.head (size, root) VALUES (0, sha256(''));

-- Tiles of height 8 (C2SP tlog-tiles). A tile that is not full is one row that grows.
CREATE TABLE audit.tile (
  level smallint NOT NULL CHECK (level BETWEEN 0 AND 7),
  index bigint   NOT NULL CHECK (index >= 0),
  width smallint NOT NULL CHECK (width BETWEEN 1 AND 256),
  bytes bytea    NOT NULL CHECK (octet_length(bytes) = 32 * width),
  PRIMARY KEY (level, index)
) WITH (fillfactor = 50);
ALTER TABLE audit.tile ALTER COLUMN bytes SET STORAGE EXTERNAL; -- hashes do not compress

CREATE TABLE audit.checkpoint (
  size       bigint      PRIMARY KEY CHECK (size >= 0),
  note       text        NOT NULL,
  created_at timestamptz NOT NULL
);

-- Checkpoints that enough witnesses have also signed.
CREATE TABLE audit.cosigned (
  size       bigint      PRIMARY KEY CHECK (size >= 0),
  note       text        NOT NULL,
  created_at timestamptz NOT NULL
);
