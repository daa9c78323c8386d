-- Photos taken on site and copies of documents. An image is taken before anybody knows whose it is, so it has a key of
-- its own: keyring.person_key under an id from the sequence of persons, which is evidence_id too. The signing that uses
-- the image ties that key to the person's (keyring.attached_key): who destroys the one destroys the other.

-- Whether livePhoto may name a photo in an archive of the operator's own; otherwise it names one that is kept here (N-6).
ALTER TABLE registry.operator ADD COLUMN own_photo_archive boolean NOT NULL DEFAULT false;

CREATE TABLE registry.evidence (
  evidence_id     bigint   PRIMARY KEY,
  operator_id     smallint NOT NULL REFERENCES registry.operator,
  public_id       uuid     NOT NULL, -- that of the entry that tells of its taking
  kind            text     NOT NULL CHECK (kind IN ('photo', 'copy')),
  sealed          bytea    NOT NULL,
  sealed_hash     bytea    NOT NULL GENERATED ALWAYS AS (sha256(sealed)) STORED,
  dealer_code     text     NOT NULL,
  store_code      text     NOT NULL,
  clerk           text     NOT NULL,
  client          text     NOT NULL,
  key             bytea    NOT NULL CHECK (octet_length(key) = 32),
  body_digest     bytea    NOT NULL,
  taken_at        timestamptz NOT NULL,
  leaf_hash       bytea    NOT NULL, -- of the entry that tells of its taking
  person_id       bigint,
  registration_id bigint,
  ordinal         smallint,
  referral_id     uuid,              -- kept for the police (R-18)
  entry_id        uuid     NOT NULL, -- of the entry that binds the row as it is now
  row_salt        bytea    NOT NULL CHECK (octet_length(row_salt) = 16),
  UNIQUE (operator_id, public_id),
  UNIQUE (operator_id, client, key),
  CHECK ((person_id IS NULL) = (registration_id IS NULL) AND (person_id IS NULL) = (ordinal IS NULL)),
  CHECK (person_id IS NULL OR referral_id IS NULL)
);
ALTER TABLE registry.evidence ALTER COLUMN sealed SET STORAGE EXTERNAL; -- ciphertext does not compress
CREATE UNIQUE INDEX evidence_of_registration_ix ON registry.evidence (person_id, registration_id, ordinal)
  WHERE person_id IS NOT NULL;
CREATE INDEX evidence_unused_ix ON registry.evidence (operator_id, taken_at)
  WHERE person_id IS NULL AND referral_id IS NULL;
ALTER TABLE registry.evidence ENABLE ROW LEVEL SECURITY;
ALTER TABLE registry.evidence FORCE ROW LEVEL SECURITY;
CREATE POLICY own_operator ON registry.evidence TO shiming_service USING (operator_id = registry.current_operator());

CREATE TABLE keyring.attached_key (
  person_id   bigint   NOT NULL,
  key_id      bigint   NOT NULL, -- person_id of the key in keyring.person_key
  operator_id smallint NOT NULL,
  PRIMARY KEY (person_id, key_id)
);
ALTER TABLE keyring.attached_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE keyring.attached_key FORCE ROW LEVEL SECURITY;
CREATE POLICY own_operator ON keyring.attached_key TO shiming_service USING (operator_id = registry.current_operator());
CREATE POLICY custodian_all ON keyring.attached_key TO shiming_keyring USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON keyring.attached_key TO shiming_service;
GRANT SELECT, DELETE ON keyring.attached_key TO shiming_keyring;

-- What has to be known before an image is sealed.
CREATE FUNCTION registry.evidence_context(
    p_operator smallint, p_client text, p_key bytea, p_dealer text, p_store text, p_terminal text, p_clerk text,
    p_today date, p_per_clerk integer, p_per_store integer, p_bytes bigint)
  RETURNS TABLE (
    replay_digest bytea, replay_public_id uuid, replay_kind text, replay_taken_at timestamptz, replay_leaf_hash bytea,
    dealer_refusal text, operator_code text, operator_name text, evidence bigint)
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  dealer_refusal := registry.dealer_refusal(
    p_operator, p_dealer, p_store, p_terminal, p_clerk, NULL, NULL, p_today);
  SELECT o.code, o.name INTO operator_code, operator_name FROM registry.operator o WHERE o.operator_id = p_operator;
  SELECT e.body_digest, e.public_id, e.kind, e.taken_at, e.leaf_hash
    INTO replay_digest, replay_public_id, replay_kind, replay_taken_at, replay_leaf_hash
    FROM registry.evidence e WHERE e.operator_id = p_operator AND e.client = p_client AND e.key = p_key;
  IF replay_digest IS NULL AND dealer_refusal IS NULL THEN -- asked before the image is decoded; exact when it is taken
    PERFORM registry.must_not_hoard_evidence(
      p_operator, p_dealer, p_store, p_clerk, p_per_clerk - 1, p_per_store - 1, p_bytes - 1);
  END IF;
  evidence := nextval(pg_get_serial_sequence('registry.person', 'person_id'));
  RETURN NEXT;
END
$$;

CREATE FUNCTION registry.take_evidence(
    p_operator smallint, p_client text, p_key bytea, p_body_digest bytea, p_evidence bigint, p_public_id uuid,
    p_kind text, p_sealed bytea, p_wrapped bytea, p_commit_key bytea, p_operator_key_version smallint,
    p_dealer text, p_store text, p_clerk text, p_entry_id uuid, p_entry bytea, p_row_salt bytea, p_at timestamptz,
    p_per_clerk integer, p_per_store integer, p_bytes bigint)
  RETURNS TABLE (
    replay_digest bytea, replay_public_id uuid, replay_kind text, replay_taken_at timestamptz, replay_leaf_hash bytea)
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  PERFORM registry.lock_unused_evidence(p_operator, p_dealer, p_store, p_clerk);
  INSERT INTO registry.evidence (
    evidence_id, operator_id, public_id, kind, sealed, dealer_code, store_code, clerk, client, key, body_digest,
    taken_at, leaf_hash, entry_id, row_salt)
  VALUES (
    p_evidence, p_operator, p_public_id, p_kind, p_sealed, p_dealer, p_store, p_clerk, p_client, p_key, p_body_digest,
    p_at, sha256('\x00'::bytea || p_entry), p_entry_id, p_row_salt)
  ON CONFLICT (operator_id, client, key) DO NOTHING;
  IF NOT FOUND THEN -- a twin was first
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

-- Of the images that a signing names, those it may use: this dealer's, taken since, used by nobody.
CREATE FUNCTION registry.usable_evidence(p_operator smallint, p_evidence uuid[], p_dealer text, p_since timestamptz)
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

-- Uses them, each once: raises SM040 if one is gone meanwhile.
CREATE FUNCTION registry.use_evidence(
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

-- For the job that erases what nobody used; it works for every operator in turn.
CREATE FUNCTION registry.unused_evidence(p_before timestamptz, p_most integer)
  RETURNS TABLE (operator smallint, evidence bigint) LANGUAGE plpgsql AS $$
BEGIN
  FOR operator IN SELECT o.operator_id FROM registry.operator o ORDER BY 1 LOOP
    PERFORM set_config('shiming.operator', operator::text, true);
    FOR evidence IN
      SELECT e.evidence_id FROM registry.evidence e
       WHERE e.operator_id = operator AND e.person_id IS NULL AND e.referral_id IS NULL AND e.taken_at <= p_before
       ORDER BY e.taken_at LIMIT p_most LOOP
      RETURN NEXT;
    END LOOP;
  END LOOP;
END
$$;

-- Once the key is destroyed the row is noise; a row whose key is still there stays.
CREATE FUNCTION registry.forget_unused_evidence(p_operator smallint, p_evidence bigint) RETURNS boolean
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  DELETE FROM registry.evidence
   WHERE operator_id = p_operator AND evidence_id = p_evidence AND person_id IS NULL AND referral_id IS NULL
     AND NOT EXISTS (SELECT FROM keyring.person_key k WHERE k.person_id = p_evidence);
  RETURN FOUND;
END
$$;

-- One image of a registration: found, fetched and told of in the log in one statement, like every look-up.
CREATE FUNCTION registry.look_up_image(
    p_operator smallint, p_public_id uuid, p_kind text, p_number integer, p_needs_consent boolean, p_entry_id uuid,
    p_hit_head bytea, p_hit_tail bytea, p_miss bytea, p_in_review boolean, p_holders text[], p_spans integer[],
    p_limits integer[])
  RETURNS TABLE (
    evidence bigint, sealed bytea, wrapped bytea, commit_key bytea, operator_key_version smallint, entry_leaf bytea)
  LANGUAGE plpgsql AS $$
DECLARE
  v_person bigint;
  v_commit bytea;
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  PERFORM registry.take_quota(p_operator, p_holders, p_spans, p_limits);
  SELECT e.evidence_id, e.sealed, i.wrapped, i.commit_key, i.operator_key_version, e.person_id, k.commit_key
    INTO evidence, sealed, wrapped, commit_key, operator_key_version, v_person, v_commit
    FROM registry.registration r
    JOIN registry.evidence e ON e.person_id = r.person_id AND e.registration_id = r.registration_id
    JOIN keyring.person_key i ON i.person_id = e.evidence_id
    JOIN keyring.person_key k ON k.person_id = e.person_id
   WHERE r.public_id = p_public_id AND r.operator_id = p_operator AND e.kind = p_kind
     AND (NOT p_in_review OR r.status = 'REVIEW')
   ORDER BY e.ordinal OFFSET p_number - 1 LIMIT 1;
  PERFORM registry.must_be_consented(v_person, p_public_id, p_needs_consent);
  entry_leaf := CASE WHEN v_person IS NULL THEN audit.append(p_miss)
    ELSE audit.append_about(p_hit_head, p_hit_tail, v_person, v_commit, p_entry_id) END;
  RETURN NEXT;
END
$$;
