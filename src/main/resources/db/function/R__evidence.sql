-- Images: taken at a counter, used by one signing, erased if none uses them.
SET LOCAL check_function_bodies = off;

-- What the service must know before it seals an image.
CREATE OR REPLACE FUNCTION registry.evidence_context(
    p_operator smallint, p_client text, p_key bytea, p_dealer text, p_store text, p_terminal text, p_clerk text,
    p_today date, p_per_clerk integer, p_per_store integer, p_bytes bigint)
  RETURNS TABLE (
    replay_digest bytea, replay_public_id uuid, replay_kind text, replay_taken_at timestamptz, replay_leaf_hash bytea,
    dealer_refusal text, operator_code text, operator_name text, evidence bigint)
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  dealer_refusal := registry.dealer_refusal(
    p_operator, p_dealer, p_store, p_terminal, p_clerk, NULL, NULL, p_today);
  SELECT o.code, o.name INTO operator_code, operator_name FROM registry.operator o WHERE o.operator_id = p_operator;
  SELECT e.body_digest, e.public_id, e.kind, e.taken_at, e.leaf_hash
    INTO replay_digest, replay_public_id, replay_kind, replay_taken_at, replay_leaf_hash
    FROM registry.evidence e WHERE e.operator_id = p_operator AND e.client = p_client AND e.key = p_key;
  IF replay_digest IS NOT NULL THEN
    PERFORM registry.must_be_replicated();
  ELSIF dealer_refusal IS NULL THEN -- before the image is decoded; take_evidence checks exactly
    PERFORM registry.must_not_hoard_evidence(
      p_operator, p_dealer, p_store, p_clerk, p_per_clerk - 1, p_per_store - 1, p_bytes - 1);
  END IF;
  evidence := nextval('registry.person_ids');
  RETURN NEXT;
END
$$;

CREATE OR REPLACE FUNCTION registry.take_evidence(
    p_operator smallint, p_client text, p_key bytea, p_body_digest bytea, p_evidence bigint, p_public_id uuid,
    p_kind text, p_sealed bytea, p_wrapped bytea, p_commit_key bytea, p_operator_key_version smallint,
    p_dealer text, p_store text, p_clerk text, p_entry_id uuid, p_entry bytea, p_row_salt bytea, p_at timestamptz,
    p_per_clerk integer, p_per_store integer, p_bytes bigint)
  RETURNS TABLE (
    replay_digest bytea, replay_public_id uuid, replay_kind text, replay_taken_at timestamptz, replay_leaf_hash bytea)
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  PERFORM registry.lock_unused_evidence(p_operator, p_dealer, p_store, p_clerk);
  INSERT INTO registry.evidence (
    evidence_id, operator_id, public_id, kind, sealed, dealer_code, store_code, clerk, client, key, body_digest,
    taken_at, leaf_hash, entry_id, row_salt)
  VALUES (
    p_evidence, p_operator, p_public_id, p_kind, p_sealed, p_dealer, p_store, p_clerk, p_client, p_key, p_body_digest,
    p_at, sha256('\x00'::bytea || p_entry), p_entry_id, p_row_salt)
  ON CONFLICT (operator_id, client, key) DO NOTHING;
  IF NOT FOUND THEN -- a concurrent call with the same key was first
    PERFORM registry.must_be_replicated();
    RETURN QUERY
      SELECT e.body_digest, e.public_id, e.kind, e.taken_at, e.leaf_hash
        FROM registry.evidence e WHERE e.operator_id = p_operator AND e.client = p_client AND e.key = p_key;
    RETURN;
  END IF;
  PERFORM registry.must_not_hoard_evidence(
    p_operator, p_dealer, p_store, p_clerk, p_per_clerk, p_per_store, p_bytes);
  INSERT INTO keyring.person_key (operator_id, person_id, wrapped, commit_key, operator_key_version, created_at)
  VALUES (p_operator, p_evidence, p_wrapped, p_commit_key, p_operator_key_version, p_at);
  PERFORM audit.append(p_entry, p_evidence);
  RETURN QUERY SELECT NULL::bytea, NULL::uuid, NULL::text, NULL::timestamptz, NULL::bytea;
END
$$;

-- Serialises the images of one store and of one clerk, so that they are counted exactly. The store's lock always comes
-- first.
CREATE OR REPLACE FUNCTION registry.lock_unused_evidence(p_operator smallint, p_dealer text, p_store text, p_clerk text)
  RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(concat_ws('|', 'evidence-store', p_operator, p_dealer, p_store), 64));
  PERFORM pg_advisory_xact_lock(hashtextextended(concat_ws('|', 'evidence-clerk', p_operator, p_clerk), 65));
END
$$;

-- SM042: too many unused images of this clerk or store, or too many bytes. It runs in a statement after the locks, so
-- that it sees every committed image. Images referred to the police count for a day, or a false referral would make
-- room.
CREATE OR REPLACE FUNCTION registry.must_not_hoard_evidence(
    p_operator smallint, p_dealer text, p_store text, p_clerk text, p_per_clerk integer, p_per_store integer,
    p_bytes bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(*) > p_per_clerk FROM registry.evidence
       WHERE operator_id = p_operator AND clerk = p_clerk AND person_id IS NULL
         AND (referral_id IS NULL OR taken_at > now() - interval '24 hours'))
     OR (SELECT count(*) > p_per_store OR sum(octet_length(sealed)) > p_bytes FROM registry.evidence
          WHERE operator_id = p_operator AND dealer_code = p_dealer AND store_code = p_store
            AND person_id IS NULL AND (referral_id IS NULL OR taken_at > now() - interval '24 hours')) THEN
    RAISE EXCEPTION 'too many images wait for a signing' USING ERRCODE = 'SM042';
  END IF;
END
$$;

-- The images, of those that a signing names, that it may use: taken by this dealer since p_since, and unused.
CREATE OR REPLACE FUNCTION registry.usable_evidence(p_operator smallint, p_evidence uuid[], p_dealer text, p_since timestamptz)
  RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_own_archive boolean;
  v_usable jsonb := '[]';
BEGIN
  SELECT own_photo_archive INTO v_own_archive FROM registry.operator WHERE operator_id = p_operator;
  IF cardinality(p_evidence) > 0 THEN
    SELECT coalesce(jsonb_agg(jsonb_build_object(
             'id', e.public_id, 'kind', e.kind, 'hash', encode(e.sealed_hash, 'hex'),
             'takenAt', to_char(e.taken_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))), '[]')
      INTO v_usable
      FROM registry.evidence e
     WHERE e.operator_id = p_operator AND e.public_id = ANY (p_evidence) AND e.dealer_code = p_dealer
       AND e.taken_at > p_since AND e.person_id IS NULL AND e.referral_id IS NULL;
  END IF;
  RETURN jsonb_build_object('ownArchive', v_own_archive, 'usable', v_usable);
END
$$;

-- Uses each of the images once. SM040: one of them has been used or has expired.
CREATE OR REPLACE FUNCTION registry.use_evidence(
    p_operator smallint, p_evidence uuid[], p_dealer text, p_since timestamptz, p_person bigint, p_registration bigint,
    p_entry_id uuid, p_row_salt bytea) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_used integer;
BEGIN
  WITH used AS (
    UPDATE registry.evidence
       SET person_id = p_person, registration_id = p_registration, ordinal = array_position(p_evidence, public_id),
           entry_id = p_entry_id, row_salt = p_row_salt
     WHERE operator_id = p_operator AND public_id = ANY (p_evidence) AND dealer_code = p_dealer
       AND taken_at > p_since AND person_id IS NULL AND referral_id IS NULL
    RETURNING evidence_id
  ), attached AS (
    INSERT INTO keyring.attached_key (person_id, key_id, operator_id) SELECT p_person, evidence_id, p_operator FROM used
  )
  SELECT count(*) INTO v_used FROM used;
  IF v_used <> cardinality(p_evidence) THEN
    RAISE EXCEPTION 'an image is used or too old' USING ERRCODE = 'SM040';
  END IF;
END
$$;

-- The images to erase because no signing used them, of every operator in turn.
CREATE OR REPLACE FUNCTION registry.unused_evidence(p_before timestamptz, p_most integer)
  RETURNS TABLE (operator smallint, evidence bigint) LANGUAGE plpgsql AS $$
BEGIN
  FOR operator IN SELECT o.operator_id FROM registry.operator o ORDER BY 1 LOOP
    PERFORM registry.enter(operator);
    FOR evidence IN
      SELECT e.evidence_id FROM registry.evidence e
       WHERE e.operator_id = operator AND e.person_id IS NULL AND e.referral_id IS NULL AND e.taken_at <= p_before
       ORDER BY e.taken_at LIMIT p_most LOOP
      RETURN NEXT;
    END LOOP;
  END LOOP;
END
$$;

-- Deletes the row of an image whose key is destroyed. A row whose key still exists stays.
CREATE OR REPLACE FUNCTION registry.forget_unused_evidence(p_operator smallint, p_evidence bigint) RETURNS boolean
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  DELETE FROM registry.evidence
   WHERE operator_id = p_operator AND evidence_id = p_evidence AND person_id IS NULL AND referral_id IS NULL
     AND NOT EXISTS (SELECT FROM keyring.person_key k WHERE k.person_id = p_evidence);
  RETURN FOUND;
END
$$;
