-- Users from before the duty of true identity.
SET LOCAL check_function_bodies = off;

CREATE OR REPLACE FUNCTION registry.legacy_context(
    p_operator smallint, p_client text, p_key bytea, p_document_indexes bytea[])
  RETURNS TABLE (
    replay_digest bytea, replay_public_id uuid, replay_status text, replay_entry_id uuid, replay_leaf_hash bytea,
    replay_missing text[], person bigint, person_known boolean, document_index bytea, wrapped bytea, commit_key bytea,
    operator_key_version smallint, registration bigint)
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  SELECT p.person_id, true, p.document_index, k.wrapped, k.commit_key, k.operator_key_version
    INTO person, person_known, document_index, wrapped, commit_key, operator_key_version
    FROM registry.person p JOIN keyring.person_key k ON k.person_id = p.person_id
   WHERE p.operator_id = p_operator AND p.document_index = ANY (p_document_indexes);
  SELECT i.body_digest, r.public_id, r.status, r.entry_id, r.leaf_hash, coalesce(g.missing, '{}')
    INTO replay_digest, replay_public_id, replay_status, replay_entry_id, replay_leaf_hash, replay_missing
    FROM registry.idempotency i
    JOIN registry.registration r ON r.person_id = i.person_id AND r.registration_id = i.registration_id
    LEFT JOIN registry.legacy_gap g ON g.person_id = r.person_id AND g.registration_id = r.registration_id
   WHERE i.operator_id = p_operator AND i.client = p_client AND i.key = p_key;
  IF replay_digest IS NULL THEN
    registration := nextval('registry.registration_ids');
    IF person IS NULL THEN
      person := nextval('registry.person_ids');
      person_known := false;
    END IF;
  ELSE
    PERFORM registry.must_be_replicated();
  END IF;
  RETURN NEXT;
END
$$;

-- SM006: a concurrent call with the same key was first. SM002, SM003 and p_contract as in registry.sign.
CREATE OR REPLACE FUNCTION registry.import_legacy(
    p_operator smallint, p_client text, p_key bytea, p_body_digest bytea,
    p_person bigint, p_person_known boolean, p_document_index bytea, p_document_index_version smallint,
    p_document_indexes bytea[], p_bound_index text, p_wrapped bytea, p_commit_key bytea, p_operator_key_version smallint,
    p_registration bigint, p_contract text,
    p_number_index bytea, p_number_index_version smallint, p_number_indexes bytea[], p_sealed bytea,
    p_missing text, p_event_id uuid, p_entry_id uuid, p_entry bytea, p_row_salt bytea, p_at timestamptz)
  RETURNS TABLE (new_leaf_hash bytea) LANGUAGE plpgsql AS $$
DECLARE
  v_row registry.registration := jsonb_populate_record(NULL::registry.registration, p_contract::jsonb);
BEGIN
  PERFORM registry.enter(p_operator);
  INSERT INTO registry.idempotency (operator_id, client, key, body_digest, person_id, registration_id, created_at)
  VALUES (p_operator, p_client, p_key, p_body_digest, p_person, p_registration, p_at) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the key has been used' USING ERRCODE = 'SM006';
  END IF;
  IF NOT p_person_known THEN
    IF registry.meet_under_two_keys(p_document_indexes) THEN
      IF EXISTS (
          SELECT FROM registry.person WHERE operator_id = p_operator AND document_index = ANY (p_document_indexes)) THEN
        RAISE EXCEPTION 'person is known by now' USING ERRCODE = 'SM002';
      END IF;
    END IF;
    INSERT INTO registry.person (person_id, operator_id, document_index, index_version, created_at)
    VALUES (p_person, p_operator, p_document_index, p_document_index_version, p_at) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'person is known by now' USING ERRCODE = 'SM002';
    END IF;
    INSERT INTO keyring.person_key (operator_id, person_id, wrapped, commit_key, operator_key_version, created_at)
    VALUES (p_operator, p_person, p_wrapped, p_commit_key, p_operator_key_version, p_at);
  ELSE
    PERFORM FROM registry.person
      WHERE person_id = p_person AND encode(document_index, 'hex') = p_bound_index FOR KEY SHARE;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'person is being indexed again' USING ERRCODE = 'SM002';
    END IF;
  END IF;
  IF registry.meet_under_two_keys(p_number_indexes) THEN
    IF EXISTS (
        SELECT FROM registry.number_directory
         WHERE operator_id = p_operator AND number_index = ANY (p_number_indexes)) THEN
      RAISE EXCEPTION 'number is taken' USING ERRCODE = 'SM003';
    END IF;
  END IF;
  INSERT INTO registry.number_directory (operator_id, number_index, index_version, person_id, registration_id)
  VALUES (p_operator, p_number_index, p_number_index_version, p_person, p_registration) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'number is taken' USING ERRCODE = 'SM003';
  END IF;
  new_leaf_hash := audit.append(p_entry, p_person);
  v_row.person_id := p_person;
  v_row.registration_id := p_registration;
  v_row.operator_id := p_operator;
  v_row.number_index := p_number_index;
  v_row.index_version := p_number_index_version;
  v_row.status := 'INCOMPLETE';
  v_row.entry_id := p_entry_id;
  v_row.leaf_hash := new_leaf_hash;
  v_row.contract_entry_id := p_entry_id;
  v_row.contract_salt := p_row_salt;
  v_row.sealed := p_sealed;
  v_row.sealed_at := p_at;
  v_row.identity_entry_id := p_entry_id;
  v_row.identity_salt := p_row_salt;
  INSERT INTO registry.registration SELECT v_row.*;
  INSERT INTO registry.legacy_gap (person_id, registration_id, operator_id, missing)
  VALUES (p_person, p_registration, p_operator, string_to_array(p_missing, ','));
  INSERT INTO registry.event (operator_id, event_id, kind, subject_id, detail, occurred_at)
  VALUES (p_operator, p_event_id, 'registration.incomplete', v_row.public_id, v_row.service_type, p_at);
  RETURN NEXT;
END
$$;

-- Bars a legacy registration (MIIT notice [2016] 182: nothing is charged from then on), or gives its number to the
-- registration that supplements it. SM004: its state has changed.
CREATE OR REPLACE FUNCTION registry.move_legacy(
    p_operator smallint, p_client text, p_key bytea, p_body_digest bytea, p_person bigint, p_registration bigint,
    p_status text, p_change text, p_reason text, p_event text, p_event_id uuid, p_billing text, p_billing_id uuid,
    p_detail text, p_entry_id uuid, p_entry bytea, p_at timestamptz)
  RETURNS TABLE (
    replay_digest bytea, replay_public_id uuid, replay_status text, replay_reason text, replay_at timestamptz,
    replay_entry_id uuid, replay_leaf_hash bytea)
  LANGUAGE plpgsql AS $$
DECLARE
  v_row  registry.registration;
  v_leaf bytea;
BEGIN
  PERFORM registry.enter(p_operator);
  IF p_key IS NOT NULL THEN
    INSERT INTO registry.idempotency (operator_id, client, key, body_digest, person_id, registration_id, created_at)
    VALUES (p_operator, p_client, p_key, p_body_digest, p_person, p_registration, p_at) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
      PERFORM registry.must_be_replicated();
      RETURN QUERY SELECT * FROM registry.replayed_change(p_operator, p_client, p_key);
      RETURN;
    END IF;
  END IF;
  SELECT * INTO STRICT v_row FROM registry.registration
   WHERE person_id = p_person AND registration_id = p_registration FOR UPDATE;
  IF v_row.status = p_status OR v_row.status NOT IN ('INCOMPLETE', 'SUSPENDED_UNREGISTERED') THEN
    RAISE EXCEPTION 'the registration has changed' USING ERRCODE = 'SM004';
  END IF;
  v_leaf := audit.append(p_entry, p_person);
  UPDATE registry.registration SET status = p_status, decided_at = p_at, entry_id = p_entry_id, leaf_hash = v_leaf
   WHERE person_id = p_person AND registration_id = p_registration;
  INSERT INTO registry.line_change (
    person_id, operator_id, registration_id, client, key, change, reason, status, changed_at, entry_id, leaf_hash)
  VALUES (p_person, p_operator, p_registration, p_client, p_key, p_change, p_reason, p_status, p_at, p_entry_id, v_leaf);
  INSERT INTO registry.event (operator_id, event_id, kind, subject_id, detail, occurred_at)
  VALUES (p_operator, p_event_id, p_event, v_row.public_id, p_detail, p_at);
  IF p_billing IS NOT NULL THEN
    INSERT INTO registry.event (operator_id, event_id, kind, subject_id, detail, occurred_at)
    VALUES (p_operator, p_billing_id, p_billing, v_row.public_id, p_detail, p_at);
  END IF;
  IF p_status = 'SUPPLEMENTED' THEN
    PERFORM registry.end_tenure(p_operator, v_row.number_index, p_person, p_registration);
  END IF;
  RETURN QUERY SELECT NULL::bytea, v_row.public_id, p_status, p_reason, p_at, p_entry_id, v_leaf;
END
$$;

CREATE OR REPLACE FUNCTION registry.incomplete_registrations(p_operator smallint, p_after bigint, p_most integer)
  RETURNS TABLE (
    cursor_at bigint, public_id uuid, contract_ref text, service_type text, status text, missing text[],
    signed_at timestamptz)
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  IF p_after > coalesce(pg_sequence_last_value('registry.registration_ids'), 0) THEN
    RAISE EXCEPTION 'the cursor lies beyond the newest registration' USING ERRCODE = 'SM080';
  END IF;
  RETURN QUERY
    SELECT r.registration_id, r.public_id, r.contract_ref, r.service_type, r.status, g.missing, r.signed_at
      FROM registry.registration r
      JOIN registry.legacy_gap g ON g.person_id = r.person_id AND g.registration_id = r.registration_id
     WHERE r.operator_id = p_operator AND r.registration_id > p_after
       AND r.status IN ('INCOMPLETE', 'SUSPENDED_UNREGISTERED')
     ORDER BY r.registration_id LIMIT p_most;
END
$$;
