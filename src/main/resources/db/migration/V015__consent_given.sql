-- What an applicant agreed to beside the notice: the warning against lending cards (AF-30), and sensitive items apart
-- (PI-28 to PI-30). Whoever signed before was not asked, hence false.

ALTER TABLE registry.consent
  ADD COLUMN risk_notice      boolean NOT NULL DEFAULT false,
  ADD COLUMN separate_consent boolean NOT NULL DEFAULT false;

-- registry.sign as V007 made it, with these two beside the consent. Grants repeat only when their file changes.
DROP FUNCTION registry.sign;

CREATE FUNCTION registry.sign(
    p_operator smallint, p_client text, p_key text, p_body_digest bytea,
    p_person bigint, p_person_known boolean, p_document_index bytea, p_document_index_version smallint,
    p_document_indexes bytea[], p_bound_index text,
    p_wrapped bytea, p_commit_key bytea, p_operator_key_version smallint,
    p_registration bigint, p_public_id uuid, p_contract text, p_event text, p_service text,
    p_number_index bytea, p_number_index_version smallint, p_number_indexes bytea[], p_capture text, p_device text,
    p_dealer text, p_store text, p_clerk text, p_sealed bytea,
    p_notice text, p_language text, p_acknowledged_at timestamptz,
    p_risk_notice boolean, p_separate_consent boolean,
    p_verified boolean, p_provider text, p_check_id text, p_checked_at timestamptz,
    p_card_limit integer, p_event_id uuid, p_entry_id uuid, p_entry bytea, p_row_salt bytea, p_at timestamptz)
  RETURNS TABLE (
    replay_digest bytea, replay_public_id uuid, replay_status text, replay_code text,
    replay_entry_id uuid, replay_leaf_hash bytea, new_leaf_hash bytea)
  LANGUAGE plpgsql AS $$
DECLARE
  v_leaf bytea;
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  INSERT INTO registry.idempotency
  VALUES (p_operator, p_client, p_key, p_body_digest, p_person, p_registration, p_at) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN -- a twin was first; it has committed, or this insert would still wait for it
    RETURN QUERY
      SELECT i.body_digest, r.public_id, r.status, r.code, r.entry_id, r.leaf_hash, NULL::bytea
        FROM registry.idempotency i
        JOIN registry.registration r ON r.person_id = i.person_id AND r.registration_id = i.registration_id
       WHERE i.operator_id = p_operator AND i.client = p_client AND i.key = p_key;
    RETURN;
  END IF;

  IF NOT p_person_known THEN
    IF registry.meet_under_two_keys(p_document_indexes) AND EXISTS (
        SELECT FROM registry.person WHERE operator_id = p_operator AND document_index = ANY (p_document_indexes)) THEN
      RAISE EXCEPTION 'person is known by now' USING ERRCODE = 'SM002';
    END IF;
    INSERT INTO registry.person (person_id, operator_id, document_index, index_version, created_at)
    VALUES (p_person, p_operator, p_document_index, p_document_index_version, p_at) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN -- somebody registered the same person meanwhile: read again, seal under that person's key
      RAISE EXCEPTION 'person is known by now' USING ERRCODE = 'SM002';
    END IF;
    INSERT INTO keyring.person_key (operator_id, person_id, wrapped, commit_key, operator_key_version, created_at)
    VALUES (p_operator, p_person, p_wrapped, p_commit_key, p_operator_key_version, p_at);
  ELSE -- the entry binds the index that the person is found by: it must still be that one, and stay it until we commit
    PERFORM FROM registry.person
      WHERE person_id = p_person AND encode(document_index, 'hex') = p_bound_index FOR KEY SHARE;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'person is indexed anew' USING ERRCODE = 'SM002';
    END IF;
  END IF;

  IF registry.meet_under_two_keys(p_number_indexes) AND EXISTS (
      SELECT FROM registry.number_directory WHERE operator_id = p_operator AND number_index = ANY (p_number_indexes)) THEN
    RAISE EXCEPTION 'number is taken' USING ERRCODE = 'SM003';
  END IF;
  INSERT INTO registry.number_directory
  VALUES (p_operator, p_number_index, p_number_index_version, p_person, p_registration) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'number is taken' USING ERRCODE = 'SM003';
  END IF;

  v_leaf := audit.append(p_entry, p_person);

  INSERT INTO registry.registration (
    person_id, registration_id, operator_id, public_id, status, contract_ref, event, service_type, number_index,
    index_version, capture_method, capture_device, dealer_code, store_code, clerk, signed_at, decided_at, entry_id,
    leaf_hash, contract_entry_id, contract_salt)
  VALUES (
    p_person, p_registration, p_operator, p_public_id, CASE WHEN p_verified THEN 'ACTIVE' ELSE 'PENDING' END,
    p_contract, p_event, p_service, p_number_index, p_number_index_version, p_capture, p_device, p_dealer, p_store,
    p_clerk, p_at, CASE WHEN p_verified THEN p_at END, p_entry_id, v_leaf,
    p_entry_id, p_row_salt);
  INSERT INTO registry.identity_version (
    person_id, registration_id, operator_id, sealed, created_at, entry_id, row_salt)
  VALUES (p_person, p_registration, p_operator, p_sealed, p_at, p_entry_id, p_row_salt);
  INSERT INTO registry.consent (
    person_id, operator_id, registration_id, notice_version, language, acknowledged_at, risk_notice,
    separate_consent)
  VALUES (
    p_person, p_operator, p_registration, p_notice, p_language, p_acknowledged_at, p_risk_notice, p_separate_consent);
  INSERT INTO registry.event (operator_id, event_id, kind, subject_id, detail, occurred_at)
  VALUES (p_operator, p_event_id, CASE WHEN p_verified THEN 'registration.active' ELSE 'registration.pending' END,
          p_public_id, p_service, p_at);

  IF p_verified THEN
    PERFORM registry.open_line(
      p_operator, p_person, p_registration, p_service, p_provider, p_check_id, p_checked_at, p_at, p_entry_id,
      p_row_salt);
    IF p_service = 'mobile' THEN
      PERFORM registry.count_card(p_person, p_card_limit); -- last: the person's row is locked for the shortest time
    END IF;
  ELSIF p_service = 'mobile' AND EXISTS (
      SELECT FROM registry.person WHERE person_id = p_person AND mobile_lines >= p_card_limit) THEN
    RAISE EXCEPTION 'card limit' USING ERRCODE = 'SM001';
  END IF;
  RETURN QUERY SELECT NULL::bytea, p_public_id, NULL::text, NULL::text, p_entry_id, v_leaf, v_leaf;
END
$$;

REVOKE ALL ON FUNCTION registry.sign FROM PUBLIC;
GRANT EXECUTE ON FUNCTION registry.sign TO shiming_service;
