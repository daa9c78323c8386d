-- The log: how an entry gets in, and the guards that refuse to take one out.
SET LOCAL check_function_bodies = off;

-- Appends one entry in the caller's transaction and answers its leaf hash. The bytes are the source of every other
-- column but the person's. Their operator must be the operator of the transaction.
CREATE OR REPLACE FUNCTION audit.append(p_bytes bytea, p_person bigint DEFAULT NULL) RETURNS bytea
LANGUAGE plpgsql AS $$
DECLARE
  said jsonb := convert_from(p_bytes, 'UTF8')::jsonb;
  id uuid := (said ->> 'entryId')::uuid;
  leaf bytea;
BEGIN
  IF (said ->> 'operator')::smallint IS DISTINCT FROM registry.current_operator() THEN
    RAISE EXCEPTION 'an entry may be appended only for the operator of the transaction'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO audit.entry (entry_id, operator_id, at, act, actor, client, role, store, purpose, decision, reason,
                           registration, person_id, bytes)
  VALUES (id, (said ->> 'operator')::smallint, (said ->> 'at')::timestamptz, said ->> 'act',
          said ->> 'actor', said ->> 'client', said ->> 'role', said ->> 'store', said ->> 'purpose',
          said ->> 'decision', said ->> 'reason', (said ->> 'registration')::uuid, p_person, p_bytes)
  RETURNING leaf_hash INTO STRICT leaf;
  INSERT INTO audit.queue (entry_id) VALUES (id);
  RETURN leaf;
END $$;

-- Appends an entry in a statement that finds the person itself. The commitment to the person, HMAC-SHA256(commit key,
-- entry id as text) in hexadecimal, goes between the two halves. Without a person or a key it fails and writes nothing.
CREATE OR REPLACE FUNCTION audit.append_about(p_head bytea, p_tail bytea, p_person bigint, p_commit_key bytea, p_entry_id uuid)
RETURNS bytea LANGUAGE plpgsql AS $$
BEGIN
  IF p_person IS NULL OR p_commit_key IS NULL THEN
    RAISE EXCEPTION 'an entry about a person needs the person and its commit key' USING ERRCODE = 'not_null_violation';
  END IF;
  RETURN audit.append(
    p_head || convert_to(encode(public.hmac(convert_to(p_entry_id::text, 'UTF8'), p_commit_key, 'sha256'), 'hex'), 'UTF8')
      || p_tail, p_person);
END $$;

-- The same for a transaction that knows the person.
CREATE OR REPLACE FUNCTION audit.append_about_person(
    p_operator integer, p_head bytea, p_tail bytea, p_person bigint, p_entry_id uuid) RETURNS bytea
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator::smallint);
  RETURN audit.append_about(
    p_head, p_tail, p_person, (SELECT commit_key FROM keyring.person_key WHERE person_id = p_person), p_entry_id);
END $$;

-- Appends an entry as one autocommitted statement, in one round trip.
CREATE OR REPLACE FUNCTION audit.append_alone(p_operator integer, p_bytes bytea, p_person bigint DEFAULT NULL) RETURNS bytea
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator::smallint);
  RETURN audit.append(p_bytes, p_person);
END $$;

-- A guard against mistakes, the owner's included. It proves nothing: the proof is the tree, whose head is also kept
-- elsewhere.
CREATE OR REPLACE FUNCTION audit.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on %.% refused: the log only grows', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$;

GRANT EXECUTE ON FUNCTION audit.append(bytea, bigint), audit.append_about(bytea, bytea, bigint, bytea, uuid),
  audit.append_about_person(integer, bytea, bytea, bigint, uuid),
  audit.append_alone(integer, bytea, bigint) TO shiming_service;
