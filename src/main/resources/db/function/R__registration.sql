-- Signing in two round trips: one that reads all a signing needs to know, one that writes all it leaves behind.
SET LOCAL check_function_bodies = off;

CREATE OR REPLACE FUNCTION registry.signing_context(
    p_operator smallint, p_client text, p_key bytea, p_dealer text, p_store text,
    p_terminal text, p_clerk text, p_reviewer text, p_service text,
    p_notice text, p_language text, p_today date, p_document_indexes bytea[], p_number_indexes bytea[],
    p_digest text, p_evidence uuid[], p_evidence_since timestamptz,
    p_probe_holders text[], p_probe_spans integer[], p_probe_limits integer[],
    p_second bytea[], p_second_holders text[], p_second_spans integer[], p_second_limits integer[])
  RETURNS TABLE (
    replay_digest bytea, replay_public_id uuid, replay_status text, replay_code text,
    replay_entry_id uuid, replay_leaf_hash bytea,
    dealer_refusal text, notice_current boolean, number_taken boolean,
    person bigint, person_known boolean, mobile_count smallint, document_index bytea,
    wrapped bytea, commit_key bytea, operator_key_version smallint,
    registration bigint, limits text, evidence jsonb)
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  evidence := registry.usable_evidence(p_operator, p_evidence, p_dealer, p_evidence_since);
  -- The replay is read last: what a concurrent call with the same key wrote between these reads is then seen as its
  -- registration, not as a number that is taken.
  number_taken := EXISTS (
    SELECT FROM registry.number_directory d
     WHERE d.operator_id = p_operator AND d.number_index = ANY (p_number_indexes));
  SELECT p.person_id, true, h.mobile_lines, p.document_index, k.wrapped, k.commit_key, k.operator_key_version
    INTO person, person_known, mobile_count, document_index, wrapped, commit_key, operator_key_version
    FROM registry.person p JOIN keyring.person_key k ON k.person_id = p.person_id
    JOIN registry.person h ON h.person_id = coalesce(p.joined_to, p.person_id)
   WHERE p.operator_id = p_operator AND p.document_index = ANY (p_document_indexes);
  dealer_refusal := registry.dealer_refusal(
    p_operator, p_dealer, p_store, p_terminal, p_clerk, p_reviewer, p_service, p_today);
  notice_current := EXISTS (
    SELECT FROM registry.notice n
     WHERE n.operator_id = p_operator AND n.version = p_notice AND n.language = p_language
       AND n.effective_from <= p_today AND (n.effective_to IS NULL OR n.effective_to >= p_today));
  SELECT i.body_digest, r.public_id, r.status, r.code, r.entry_id, r.leaf_hash
    INTO replay_digest, replay_public_id, replay_status, replay_code, replay_entry_id, replay_leaf_hash
    FROM registry.idempotency i
    JOIN registry.registration r ON r.person_id = i.person_id AND r.registration_id = i.registration_id
   WHERE i.operator_id = p_operator AND i.client = p_client AND i.key = p_key;
  IF replay_digest IS NULL THEN
    PERFORM registry.must_have_probes_left(p_operator, p_probe_holders, p_probe_spans, p_probe_limits);
    IF p_second IS NOT NULL AND dealer_refusal IS NULL THEN
      PERFORM registry.use_second_reviewer(p_operator, p_second, p_second_holders, p_second_spans, p_second_limits);
    END IF;
    registration := nextval('registry.registration_ids');
    IF person IS NULL THEN
      person := nextval('registry.person_ids');
      person_known := false;
      mobile_count := 0;
    END IF;
  ELSE
    PERFORM registry.must_be_replicated();
  END IF;
  limits := registry.limits_of(p_operator, CASE WHEN person_known THEN person END, p_digest, p_today, 0);
  RETURN NEXT;
END
$$;

-- A function call is one statement and therefore one transaction: it enters the operator, and commits or leaves no
-- trace. Its refusals are raised, so that everything written before them is rolled back.
-- p_contract has the columns of the contract by their names (SigningColumn), the same values that the entry binds; p_parties
-- has those of each party (SigningParty), null if there is none. p_card_of is the holder of the line that goes on, if one
-- does: between two documents of one person the card goes on too, and is neither returned nor counted.
CREATE OR REPLACE FUNCTION registry.sign(
    p_operator smallint, p_client text, p_key bytea, p_body_digest bytea,
    p_person bigint, p_person_known boolean, p_document_index bytea, p_document_index_version smallint,
    p_document_indexes bytea[], p_bound_index text,
    p_wrapped bytea, p_commit_key bytea, p_operator_key_version smallint,
    p_registration bigint, p_contract text,
    p_number_index bytea, p_number_index_version smallint, p_number_indexes bytea[], p_sealed bytea,
    p_notice text, p_language text, p_acknowledged_at timestamptz,
    p_risk_notice boolean, p_separate_consent boolean, p_review text[], p_evidence uuid[], p_evidence_since timestamptz,
    p_verified boolean, p_provider text, p_check_id text, p_checked_at timestamptz,
    p_card_limit integer, p_digest text, p_today date, p_limits text,
    p_event_id uuid, p_entry_id uuid, p_entry bytea, p_row_salt bytea, p_at timestamptz,
    p_organisation boolean DEFAULT false, p_product_limit integer DEFAULT 5, p_parties text DEFAULT NULL,
    p_card_of bigint DEFAULT NULL)
  RETURNS TABLE (
    replay_digest bytea, replay_public_id uuid, replay_status text, replay_code text,
    replay_entry_id uuid, replay_leaf_hash bytea, new_leaf_hash bytea)
  LANGUAGE plpgsql AS $$
DECLARE
  v_row registry.registration := jsonb_populate_record(NULL::registry.registration, p_contract::jsonb);
  v_card boolean := p_verified AND v_row.service_type = 'mobile';
  v_first_card boolean := v_card AND NOT p_person_known AND NOT p_organisation AND p_card_limit > 0;
BEGIN
  PERFORM registry.enter(p_operator);
  INSERT INTO registry.idempotency
  VALUES (p_operator, p_client, p_key, p_body_digest, p_person, p_registration, p_at) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN -- a concurrent call was first and has committed; otherwise this insert would still wait
    PERFORM registry.must_be_replicated();
    RETURN QUERY
      SELECT i.body_digest, r.public_id, r.status, r.code, r.entry_id, r.leaf_hash, NULL::bytea
        FROM registry.idempotency i
        JOIN registry.registration r ON r.person_id = i.person_id AND r.registration_id = i.registration_id
       WHERE i.operator_id = p_operator AND i.client = p_client AND i.key = p_key;
    RETURN;
  END IF;
  PERFORM registry.dealer_must_stand(p_operator, v_row.dealer_code); -- suspended while the authority was asked

  IF NOT p_person_known THEN
    IF registry.meet_under_two_keys(p_document_indexes) THEN
      IF EXISTS (
          SELECT FROM registry.person WHERE operator_id = p_operator AND document_index = ANY (p_document_indexes)) THEN
        RAISE EXCEPTION 'person is known by now' USING ERRCODE = 'SM002';
      END IF;
    END IF;
    INSERT INTO registry.person (
      person_id, operator_id, document_index, index_version, organisation, mobile_lines, created_at)
    VALUES (
      p_person, p_operator, p_document_index, p_document_index_version, p_organisation,
      CASE WHEN v_first_card THEN 1 ELSE 0 END, p_at)
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN -- the person was registered meanwhile: the service reads again and seals under that key
      RAISE EXCEPTION 'person is known by now' USING ERRCODE = 'SM002';
    END IF;
    INSERT INTO keyring.person_key (operator_id, person_id, wrapped, commit_key, operator_key_version, created_at)
    VALUES (p_operator, p_person, p_wrapped, p_commit_key, p_operator_key_version, p_at);
  ELSE -- the entry binds the index of the person: it must not have changed, nor change before the commit
    IF registry.head_of(p_person) <> p_person THEN -- first, because an erasure locks the head first
      PERFORM FROM registry.person WHERE person_id = registry.head_of(p_person) FOR KEY SHARE;
    END IF;
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
  INSERT INTO registry.number_directory
  VALUES (p_operator, p_number_index, p_number_index_version, p_person, p_registration) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'number is taken' USING ERRCODE = 'SM003';
  END IF;

  v_row.person_id := p_person;
  v_row.registration_id := p_registration;
  v_row.operator_id := p_operator;
  v_row.number_index := p_number_index;
  v_row.index_version := p_number_index_version;
  v_row.status := CASE WHEN p_verified THEN 'ACTIVE' WHEN p_review <> '{}' THEN 'REVIEW' ELSE 'PENDING' END;
  v_row.decided_at := CASE WHEN p_verified THEN p_at END;
  v_row.entry_id := p_entry_id;
  v_row.leaf_hash := audit.append(p_entry, p_person);
  v_row.contract_entry_id := p_entry_id;
  v_row.contract_salt := p_row_salt;
  v_row.sealed := p_sealed;
  v_row.sealed_at := p_at;
  v_row.identity_entry_id := p_entry_id;
  v_row.identity_salt := p_row_salt;
  v_row.notice_version := p_notice;
  v_row.language := p_language;
  v_row.acknowledged_at := p_acknowledged_at;
  v_row.risk_notice := p_risk_notice;
  v_row.separate_consent := p_separate_consent;
  IF p_verified THEN -- the line that a passed verification permits
    v_row.verification_result := 'MATCH';
    v_row.verification_provider := p_provider;
    v_row.check_id := p_check_id;
    v_row.checked_at := p_checked_at;
    v_row.line_status := 'ACTIVE';
    v_row.opened_at := p_at;
    v_row.line_entry_id := p_entry_id;
    v_row.line_salt := p_row_salt;
    -- Numbers of a class are counted before the row with the new line is there.
    PERFORM registry.product_must_have_room(p_person, v_row.product_class, p_product_limit);
  END IF;
  INSERT INTO registry.registration SELECT v_row.*;
  IF p_parties IS NOT NULL THEN
    INSERT INTO registry.party (
      person_id, registration_id, role, operator_id, document_index, index_version, acted_from, acted_until, entry_id, row_salt)
    SELECT p_person, p_registration, q.role, p_operator, decode(q.document_index, 'hex'), q.index_version, q.acted_from,
           q.acted_until, p_entry_id, p_row_salt
      FROM jsonb_to_recordset(p_parties::jsonb) AS q (
        role text, document_index text, index_version smallint, acted_from timestamptz, acted_until timestamptz);
  END IF;
  IF p_review <> '{}' THEN
    INSERT INTO registry.review (person_id, registration_id, operator_id, reasons, asked_at)
    VALUES (p_person, p_registration, p_operator, p_review, p_at);
  END IF;
  IF cardinality(p_evidence) > 0 THEN
    PERFORM registry.use_evidence(
      p_operator, p_evidence, v_row.dealer_code, p_evidence_since, p_person, p_registration, p_entry_id, p_row_salt);
  END IF;
  INSERT INTO registry.event (operator_id, event_id, kind, subject_id, detail, occurred_at)
  VALUES (p_operator, p_event_id, 'registration.' || lower(v_row.status), v_row.public_id, v_row.service_type, p_at);

  IF p_verified THEN
    IF v_card AND NOT v_first_card -- the first card of a new person is counted in the new row
        AND (p_card_of IS NULL OR registry.head_of(p_card_of) IS DISTINCT FROM registry.head_of(p_person)) THEN
      PERFORM registry.count_card(p_person, p_card_limit, p_person_known); -- late: the row is locked for a short time
    END IF;
    -- Cards, numbers and limits are judged here, when the person is verified: a refusal tells something about the person.
    PERFORM registry.limits_must_stand(
      p_operator, CASE WHEN p_person_known THEN p_person END, p_digest, p_today, p_registration, p_limits);
  END IF;
  RETURN QUERY
    SELECT NULL::bytea, v_row.public_id, NULL::text, NULL::text, p_entry_id, v_row.leaf_hash, v_row.leaf_hash;
END
$$;

-- The line that a passed verification permits, of an application that waited for the authority. SECURITY DEFINER: the
-- service may not change a verification.
CREATE OR REPLACE FUNCTION registry.open_line(
    p_person bigint, p_registration bigint, p_provider text, p_check_id text, p_checked_at timestamptz,
    p_at timestamptz, p_entry_id uuid, p_row_salt bytea) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  UPDATE registry.registration
     SET verification_result = 'MATCH', verification_provider = p_provider, check_id = p_check_id,
         checked_at = p_checked_at, line_status = 'ACTIVE', opened_at = p_at, line_entry_id = p_entry_id,
         line_salt = p_row_salt
   WHERE person_id = p_person AND registration_id = p_registration AND verification_result IS NULL;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the registration has been verified before' USING ERRCODE = 'insufficient_privilege';
  END IF;
END
$$;

-- While an index key is replaced, one instance may write with the old key and another with the new one, and a unique
-- index sees no clash between them. Every instance knows both keys by then: it searches with the new key for a minute
-- before any instance writes with it. So all of them lock the oldest key's index, the last of the list. With one key in
-- use, nearly always, the unique index decides and there is no lock. The caller must search in a later statement: the
-- one that waits for the lock searches with the snapshot from before the wait and misses the other's row.
CREATE OR REPLACE FUNCTION registry.meet_under_two_keys(p_indexes bytea[]) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  IF cardinality(p_indexes) < 2 THEN
    RETURN false;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended(encode(p_indexes[cardinality(p_indexes)], 'hex'), 0));
  RETURN true;
END
$$;
