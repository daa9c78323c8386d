-- Corrections of an identity: later versions beside the one that was signed.
SET LOCAL check_function_bodies = off;

-- All that a correction needs to know, in one round trip: the counter's refusal, an earlier answer to the same key, and the
-- latest version of a registration. same_document: the document that was shown is the one of the person. No row of a
-- registration if there is none of this id.
CREATE OR REPLACE FUNCTION registry.correction_context(
    p_operator smallint, p_client text, p_key bytea, p_public_id uuid, p_document_indexes bytea[],
    p_dealer text, p_store text, p_terminal text, p_clerk text, p_reviewer text, p_today date,
    p_second bytea[], p_second_holders text[], p_second_spans integer[], p_second_limits integer[],
    p_probe_holders text[], p_probe_spans integer[], p_probe_limits integer[])
  RETURNS TABLE (
    dealer_refusal text,
    replay_digest bytea, replay_public_id uuid, replay_version integer, replay_fields text, replay_at timestamptz,
    replay_entry_id uuid, replay_leaf_hash bytea,
    person bigint, registration bigint, version integer, sealed bytea, wrapped bytea, commit_key bytea,
    operator_key_version smallint, registration_status text, line_status text, organisation boolean, same_document boolean)
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  SELECT r.person_id, r.registration_id, i.version, i.sealed, k.wrapped, k.commit_key, k.operator_key_version, r.status,
         r.line_status, p.organisation, p.document_index = ANY (p_document_indexes)
    INTO person, registration, version, sealed, wrapped, commit_key, operator_key_version, registration_status,
         line_status, organisation, same_document
    FROM registry.registration r
    JOIN registry.person p ON p.person_id = r.person_id
    JOIN keyring.person_key k ON k.person_id = r.person_id
    JOIN LATERAL (
      SELECT v.version, v.sealed FROM registry.identity_version v
       WHERE v.person_id = r.person_id AND v.registration_id = r.registration_id
       ORDER BY v.version DESC LIMIT 1) i ON true
   WHERE r.public_id = p_public_id AND r.operator_id = p_operator;
  -- The replay is read after the record: what a call with the same key wrote between is seen as the answer to this one, and
  -- not as a record with nothing left to correct.
  SELECT a.* INTO replay_digest, replay_public_id, replay_version, replay_fields, replay_at, replay_entry_id, replay_leaf_hash
    FROM registry.replayed_correction(p_operator, p_client, p_key) a;
  IF replay_digest IS NOT NULL THEN
    PERFORM registry.must_be_replicated();
    RETURN NEXT;
    RETURN;
  END IF;
  IF p_dealer IS NOT NULL THEN
    dealer_refusal := registry.dealer_refusal(p_operator, p_dealer, p_store, p_terminal, p_clerk, p_reviewer, NULL, p_today);
  END IF;
  IF dealer_refusal IS NULL THEN
    PERFORM registry.must_have_probes_left(p_operator, p_probe_holders, p_probe_spans, p_probe_limits);
    IF p_second IS NOT NULL THEN
      PERFORM registry.use_second_reviewer(p_operator, p_second, p_second_holders, p_second_spans, p_second_limits);
    END IF;
  END IF;
  RETURN NEXT;
END
$$;

-- Writes the next version with its entry and its event. SM043: the record is not as it was read (p_version is the new one);
-- of two corrections at once the second is refused, because it was judged by what the first has corrected.
CREATE OR REPLACE FUNCTION registry.correct_identity(
    p_operator smallint, p_client text, p_key bytea, p_body_digest bytea, p_person bigint, p_registration bigint,
    p_dealer text, p_version integer, p_sealed bytea, p_stated text, p_event_id uuid, p_entry_id uuid, p_entry bytea,
    p_row_salt bytea, p_at timestamptz)
  RETURNS TABLE (
    replay_digest bytea, replay_public_id uuid, replay_version integer, replay_fields text, replay_at timestamptz,
    replay_entry_id uuid, replay_leaf_hash bytea)
  LANGUAGE plpgsql AS $$
DECLARE
  v_public_id uuid;
  v_leaf      bytea;
BEGIN
  PERFORM registry.enter(p_operator);
  INSERT INTO registry.idempotency (operator_id, client, key, body_digest, person_id, registration_id, created_at)
  VALUES (p_operator, p_client, p_key, p_body_digest, p_person, p_registration, p_at) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    PERFORM registry.must_be_replicated();
    RETURN QUERY SELECT * FROM registry.replayed_correction(p_operator, p_client, p_key);
    RETURN;
  END IF;
  IF p_dealer IS NOT NULL THEN
    PERFORM registry.dealer_must_stand(p_operator, p_dealer); -- suspended while the authority was asked
  END IF;
  PERFORM FROM registry.person WHERE person_id = p_person FOR KEY SHARE; -- waits for an erasure that began first
  SELECT r.public_id INTO v_public_id FROM registry.registration r
   WHERE r.person_id = p_person AND r.registration_id = p_registration AND r.status = 'ACTIVE'
     FOR NO KEY UPDATE; -- one correction at a time, and no rotation of this registration meanwhile
  IF v_public_id IS NULL OR p_version <> 1 + coalesce((
      SELECT max(v.version) FROM registry.corrected_identity v
       WHERE v.person_id = p_person AND v.registration_id = p_registration), 1) THEN
    RAISE EXCEPTION 'the record has been corrected meanwhile' USING ERRCODE = 'SM043';
  END IF;
  v_leaf := audit.append(p_entry, p_person);
  PERFORM registry.add_identity_version(
    p_operator, p_person, p_registration, p_version, p_sealed, p_at, p_entry_id, p_row_salt, p_client, p_key, v_leaf, p_stated);
  INSERT INTO registry.event (operator_id, event_id, kind, subject_id, detail, occurred_at)
  VALUES (p_operator, p_event_id, 'registration.corrected', v_public_id, 'identity/' || p_version, p_at);
  RETURN QUERY
    SELECT NULL::bytea, v_public_id, p_version, p_stated::jsonb ->> 'fields', p_at, p_entry_id, v_leaf;
END
$$;

-- A later version of an identity; the first one is written by the signing. p_stated has the columns of the correction by
-- their names, the same values that the entry binds.
CREATE OR REPLACE FUNCTION registry.add_identity_version(
    p_operator smallint, p_person bigint, p_registration bigint, p_version integer, p_sealed bytea, p_at timestamptz,
    p_entry_id uuid, p_row_salt bytea, p_client text, p_key bytea, p_leaf_hash bytea, p_stated text) RETURNS void
  LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO registry.corrected_identity (
    person_id, registration_id, version, operator_id, sealed, created_at, entry_id, row_salt, fields, reason, source, case_ref,
    corrected_by, second_person, provider, check_id, checked_at, client, key, leaf_hash)
  SELECT p_person, p_registration, p_version, p_operator, p_sealed, p_at, p_entry_id, p_row_salt, s.fields, s.reason, s.source,
         s.case_ref, s.corrected_by, s.second_person, s.provider, s.check_id, s.checked_at, p_client, p_key, p_leaf_hash
    FROM jsonb_to_record(p_stated::jsonb) AS s (
      fields text, reason text, source text, case_ref text, corrected_by text, second_person text, provider text,
      check_id text, checked_at timestamptz);
END
$$;

-- The first answer to a correction with this key. A key that another write has used leads to that write's registration,
-- whose request has another digest.
CREATE OR REPLACE FUNCTION registry.replayed_correction(p_operator smallint, p_client text, p_key bytea)
  RETURNS TABLE (
    replay_digest bytea, replay_public_id uuid, replay_version integer, replay_fields text, replay_at timestamptz,
    replay_entry_id uuid, replay_leaf_hash bytea)
  LANGUAGE sql STABLE AS $$
  SELECT i.body_digest, r.public_id, coalesce(v.version, 0), coalesce(v.fields, ''), coalesce(v.created_at, r.signed_at),
         coalesce(v.entry_id, r.entry_id), coalesce(v.leaf_hash, r.leaf_hash)
    FROM registry.idempotency i
    JOIN registry.registration r ON r.person_id = i.person_id AND r.registration_id = i.registration_id
    LEFT JOIN registry.corrected_identity v ON v.person_id = i.person_id AND v.registration_id = i.registration_id
      AND v.client = i.client AND v.key = i.key AND v.created_at >= i.created_at
   WHERE i.operator_id = p_operator AND i.client = p_client AND i.key = p_key
$$;

-- One version of an identity, for a reader whose lookup is in the log.
CREATE OR REPLACE FUNCTION registry.identity_of_version(
    p_operator smallint, p_person bigint, p_registration bigint, p_version integer)
  RETURNS TABLE (sealed bytea, created_at timestamptz, entry_id uuid) LANGUAGE plpgsql STABLE AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  RETURN QUERY
    SELECT v.sealed, v.created_at, v.entry_id FROM registry.identity_version v
     WHERE v.person_id = p_person AND v.registration_id = p_registration AND v.version = p_version;
END
$$;
