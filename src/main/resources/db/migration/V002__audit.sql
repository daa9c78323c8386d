-- The log. An entry is written in the transaction of the act it tells of; the sequencer gives it a place in the tree.
-- What is hashed is what is stored (bytes); the other columns of entry are read out of the bytes, to search by.

CREATE TABLE audit.entry (
  entry_id     uuid        PRIMARY KEY,               -- UUIDv7: its time is the entry's, so the key also serves a time range
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
  bytes        bytea       NOT NULL CHECK (octet_length(bytes) <= 16384),
  leaf_hash    bytea       NOT NULL GENERATED ALWAYS AS (sha256('\x00'::bytea || bytes)) STORED -- RFC 6962 section 2.1
);
CREATE INDEX entry_of_registration ON audit.entry (registration, entry_id) WHERE registration IS NOT NULL;

-- Entries that have no place in the tree yet. Taken by existence, never by an id or time already seen: commit order is
-- not insert order, and a watermark loses the entries of slow transactions.
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

-- Tiles of height 8 (C2SP tlog-tiles); a tile that is not full yet is one row that grows.
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

-- Checkpoints that enough witnesses have signed as well.
CREATE TABLE audit.cosigned (
  size       bigint      PRIMARY KEY CHECK (size >= 0),
  note       text        NOT NULL,
  created_at timestamptz NOT NULL
);

-- Which entries are about which person. The only link, and erased with the person; the tree does not depend on it.
CREATE TABLE audit.subject_entry (
  person_id   bigint   NOT NULL,
  entry_id    uuid     NOT NULL,
  operator_id smallint NOT NULL,
  PRIMARY KEY (person_id, entry_id)
);

-- Guards: they delay a careless or hasty hand, also the owner's. The proof is the tree, whose head is kept elsewhere.
CREATE FUNCTION audit.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on %.% refused: the log only grows', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.entry
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.leaf
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.cosigned
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER never_emptied BEFORE DELETE OR TRUNCATE ON audit.tile
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER never_emptied BEFORE DELETE OR TRUNCATE ON audit.head
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER never_emptied BEFORE UPDATE OR TRUNCATE ON audit.queue
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER only_extended BEFORE UPDATE ON audit.tile FOR EACH ROW
  WHEN (NEW.level <> OLD.level OR NEW.index <> OLD.index
        OR substring(NEW.bytes FOR octet_length(OLD.bytes)) <> OLD.bytes)
  EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER only_forward BEFORE UPDATE ON audit.head FOR EACH ROW
  WHEN (NEW.size <= OLD.size) EXECUTE FUNCTION audit.refuse_change();

-- Appends one entry inside the caller's transaction and answers its leaf hash. The bytes are the single source of truth.
-- The operator named in them must be the one the transaction was opened for.
CREATE FUNCTION audit.append(p_bytes bytea, p_person bigint DEFAULT NULL) RETURNS bytea
LANGUAGE plpgsql AS $$
DECLARE
  said jsonb := convert_from(p_bytes, 'UTF8')::jsonb;
  leaf bytea;
BEGIN
  IF (said ->> 'operator')::smallint IS DISTINCT FROM registry.current_operator() THEN
    RAISE EXCEPTION 'an entry may be appended only for the operator of the transaction'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  WITH told AS (
    INSERT INTO audit.entry (entry_id, operator_id, at, act, actor, client, role, store, purpose, decision, reason,
                             registration, bytes)
    VALUES ((said ->> 'entryId')::uuid, (said ->> 'operator')::smallint, (said ->> 'at')::timestamptz, said ->> 'act',
            said ->> 'actor', said ->> 'client', said ->> 'role', said ->> 'store', said ->> 'purpose',
            said ->> 'decision', said ->> 'reason', (said ->> 'registration')::uuid, p_bytes)
    RETURNING entry_id, operator_id, leaf_hash
  ), queued AS (
    INSERT INTO audit.queue (entry_id) SELECT entry_id FROM told
  ), about AS (
    INSERT INTO audit.subject_entry (person_id, entry_id, operator_id)
    SELECT p_person, entry_id, operator_id FROM told WHERE p_person IS NOT NULL
  )
  SELECT leaf_hash INTO STRICT leaf FROM told;
  RETURN leaf;
END $$;

-- The same for a statement that learns only inside itself whom it is about: the commitment to the person,
-- HMAC-SHA256(commit key, entry id as text) in hexadecimal, is put between the two halves.
-- Without a person or a key nothing is written and it fails: an entry about nobody is another entry.
CREATE FUNCTION audit.append_about(p_head bytea, p_tail bytea, p_person bigint, p_commit_key bytea, p_entry_id uuid)
RETURNS bytea LANGUAGE plpgsql AS $$
BEGIN
  IF p_person IS NULL OR p_commit_key IS NULL THEN
    RAISE EXCEPTION 'an entry about a person needs the person and its commit key' USING ERRCODE = 'not_null_violation';
  END IF;
  RETURN audit.append(
    p_head || convert_to(encode(public.hmac(convert_to(p_entry_id::text, 'UTF8'), p_commit_key, 'sha256'), 'hex'), 'UTF8')
      || p_tail, p_person);
END $$;

-- An entry in a transaction of its own, in one round trip: as one autocommitted statement.
CREATE FUNCTION audit.append_alone(p_operator integer, p_bytes bytea, p_person bigint DEFAULT NULL) RETURNS bytea
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  RETURN audit.append(p_bytes, p_person);
END $$;

ALTER TABLE audit.entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit.entry FORCE ROW LEVEL SECURITY;
ALTER TABLE audit.subject_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit.subject_entry FORCE ROW LEVEL SECURITY;
CREATE POLICY of_operator ON audit.entry TO shiming_service, shiming_inspector
  USING (operator_id = registry.current_operator()) WITH CHECK (operator_id = registry.current_operator());
CREATE POLICY whole_log ON audit.entry FOR SELECT TO shiming_sequencer USING (true);
CREATE POLICY of_operator ON audit.subject_entry TO shiming_service, shiming_inspector
  USING (operator_id = registry.current_operator()) WITH CHECK (operator_id = registry.current_operator());

REVOKE ALL ON ALL TABLES IN SCHEMA audit FROM PUBLIC, shiming_service, shiming_sequencer, shiming_inspector;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA audit FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.append(bytea, bigint), audit.append_about(bytea, bytea, bigint, bytea, uuid),
  audit.append_alone(integer, bytea, bigint) TO shiming_service;
GRANT SELECT, INSERT ON audit.entry, audit.queue, audit.subject_entry TO shiming_service;
GRANT SELECT ON audit.leaf, audit.head, audit.tile, audit.checkpoint, audit.cosigned TO shiming_service;
GRANT SELECT, DELETE ON audit.queue TO shiming_sequencer;
GRANT SELECT (entry_id, leaf_hash, bytes) ON audit.entry TO shiming_sequencer;
GRANT SELECT, INSERT ON audit.leaf, audit.tile, audit.checkpoint, audit.cosigned TO shiming_sequencer;
GRANT UPDATE (width, bytes) ON audit.tile TO shiming_sequencer;
GRANT SELECT, UPDATE (size, root) ON audit.head TO shiming_sequencer;
GRANT SELECT ON audit.entry, audit.queue, audit.leaf, audit.head, audit.tile, audit.checkpoint, audit.cosigned TO shiming_inspector;
