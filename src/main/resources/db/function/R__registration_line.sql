-- The state of a line, and its changes after the signing.
SET LOCAL check_function_bodies = off;

-- Answers whether this line may go live: a state, and nothing about its holder. Only a line that is not registered
-- takes from the quotas (SM020), so that numbers cannot be tried out.
CREATE OR REPLACE FUNCTION registry.line_status(
    p_operator smallint, p_number_indexes bytea[], p_entry_id uuid,
    p_hit_head bytea, p_hit_tail bytea, p_miss bytea, p_holders text[], p_spans integer[], p_limits integer[])
  RETURNS TABLE (public_id uuid, service_type text, registration_status text, line_status text, entry_leaf bytea)
  LANGUAGE plpgsql AS $$
DECLARE
  v_person bigint;
  v_commit bytea;
BEGIN
  PERFORM registry.enter(p_operator);
  SELECT d.person_id, k.commit_key, r.public_id, r.service_type, r.status, r.line_status
    INTO v_person, v_commit, public_id, service_type, registration_status, line_status
    FROM registry.number_directory d
    JOIN keyring.person_key k ON k.person_id = d.person_id
    JOIN registry.registration r ON r.person_id = d.person_id AND r.registration_id = d.registration_id
   WHERE d.operator_id = p_operator AND d.number_index = ANY (p_number_indexes);
  IF v_person IS NULL THEN
    PERFORM registry.take_quota(p_operator, p_holders, p_spans, p_limits);
  END IF;
  entry_leaf := CASE WHEN v_person IS NULL THEN audit.append(p_miss)
    ELSE audit.append_about(p_hit_head, p_hit_tail, v_person, v_commit, p_entry_id) END;
  RETURN NEXT;
END
$$;

-- The holder of a number now, and all that the entry of its line is bound to. No row if the number is free.
CREATE OR REPLACE FUNCTION registry.held_line(p_operator smallint, p_number_indexes bytea[])
  RETURNS TABLE (
    person bigint, registration bigint, public_id uuid, contract_ref text, registration_status text,
    service_type text, line_status text, reason text, opened_at timestamptz, activated_at timestamptz,
    closed_at timestamptz, result text, provider text, check_id text, checked_at timestamptz,
    entry_id uuid, row_salt bytea, entry bytea, wrapped bytea, commit_key bytea, operator_key_version smallint,
    document_index bytea, product_class text)
  LANGUAGE plpgsql STABLE AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  RETURN QUERY
    SELECT r.person_id, r.registration_id, r.public_id, r.contract_ref, r.status, r.service_type, r.line_status,
           r.line_reason, r.opened_at, r.activated_at, r.closed_at, r.verification_result, r.verification_provider,
           r.check_id, r.checked_at, r.line_entry_id, r.line_salt, e.bytes, k.wrapped, k.commit_key, k.operator_key_version, p.document_index,
           r.product_class
      FROM registry.number_directory d
      JOIN registry.registration r ON r.person_id = d.person_id AND r.registration_id = d.registration_id
      JOIN keyring.person_key k ON k.person_id = d.person_id
      JOIN registry.person p ON p.person_id = d.person_id
      LEFT JOIN audit.entry e ON e.entry_id = r.line_entry_id
     WHERE d.operator_id = p_operator AND d.number_index = ANY (p_number_indexes);
END
$$;

-- The two reads of a change in one round trip: an earlier answer to the same key, and the line. Both see one snapshot: a
-- change that commits between them would be found as a line that has changed, and not as this key's answer.
CREATE OR REPLACE FUNCTION registry.change_context(p_operator smallint, p_client text, p_key bytea, p_number_indexes bytea[])
  RETURNS TABLE (
    replay_digest bytea, replay_public_id uuid, replay_status text, replay_reason text, replay_at timestamptz,
    replay_entry_id uuid, replay_leaf_hash bytea,
    person bigint, registration bigint, public_id uuid, contract_ref text, registration_status text,
    service_type text, line_status text, reason text, opened_at timestamptz, activated_at timestamptz,
    closed_at timestamptz, result text, provider text, check_id text, checked_at timestamptz,
    entry_id uuid, row_salt bytea, entry bytea, wrapped bytea, commit_key bytea, operator_key_version smallint,
    document_index bytea, product_class text)
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  RETURN QUERY
    SELECT a.*, h.* FROM (SELECT) AS one
      LEFT JOIN registry.replayed_change(p_operator, p_client, p_key) a ON registry.must_be_replicated()
      LEFT JOIN registry.held_line(p_operator, p_number_indexes) h ON true;
END
$$;

-- The same for the voiding of a registration of one's own store by its id: the counter's refusal, whether the line continues
-- another one, an earlier answer to the key, and the line. No line if the registration does not hold its number any more.
CREATE OR REPLACE FUNCTION registry.void_context(
    p_operator smallint, p_client text, p_key bytea, p_public_id uuid, p_dealer text, p_store text, p_terminal text,
    p_clerk text, p_reviewer text, p_today date, p_second bytea[], p_second_holders text[], p_second_spans integer[],
    p_second_limits integer[])
  RETURNS TABLE (
    dealer_refusal text, succeeds boolean,
    replay_digest bytea, replay_public_id uuid, replay_status text, replay_reason text, replay_at timestamptz,
    replay_entry_id uuid, replay_leaf_hash bytea,
    person bigint, registration bigint, public_id uuid, contract_ref text, registration_status text,
    service_type text, line_status text, reason text, opened_at timestamptz, activated_at timestamptz,
    closed_at timestamptz, result text, provider text, check_id text, checked_at timestamptz,
    entry_id uuid, row_salt bytea, entry bytea, wrapped bytea, commit_key bytea, operator_key_version smallint,
    document_index bytea, product_class text)
  LANGUAGE plpgsql AS $$
DECLARE
  v_number bytea;
BEGIN
  PERFORM registry.enter(p_operator);
  dealer_refusal := registry.dealer_refusal(p_operator, p_dealer, p_store, p_terminal, p_clerk, p_reviewer, NULL, p_today);
  IF dealer_refusal IS NOT NULL THEN
    RETURN NEXT;
    RETURN;
  END IF;
  IF NOT EXISTS (SELECT FROM registry.replayed_change(p_operator, p_client, p_key)) THEN -- a retry takes no colleague's time
    PERFORM registry.use_second_reviewer(p_operator, p_second, p_second_holders, p_second_spans, p_second_limits);
  END IF;
  SELECT r.number_index INTO v_number FROM registry.registration r
   WHERE r.public_id = p_public_id AND r.operator_id = p_operator AND r.store_code = p_store;
  RETURN QUERY
    SELECT NULL::text,
           EXISTS (SELECT FROM registry.succession s WHERE s.person_id = h.person AND s.registration_id = h.registration),
           a.*, h.*
      FROM (SELECT) AS one
      LEFT JOIN registry.replayed_change(p_operator, p_client, p_key) a ON registry.must_be_replicated()
      LEFT JOIN registry.held_line(p_operator, ARRAY[v_number]) h ON h.public_id = p_public_id;
END
$$;

-- Changes a line and all that follows from it, in one transaction. SM004: the line is not as it was read (p_expected is
-- its entry). p_moved: the number goes to its next line in the same transaction and is free at once; its card too, if the
-- next line is the same person's. It locks persons first, in the order of their ids, as every function does that locks
-- several.
CREATE OR REPLACE FUNCTION registry.change_line(
    p_operator smallint, p_client text, p_key bytea, p_body_digest bytea,
    p_person bigint, p_registration bigint, p_expected uuid, p_other_person bigint,
    p_change text, p_status text, p_reason text, p_activated_at timestamptz, p_closed_at timestamptz,
    p_moved boolean, p_event text, p_event_id uuid, p_billing text, p_billing_id uuid, p_detail text,
    p_entry_id uuid, p_entry bytea, p_row_salt bytea, p_at timestamptz)
  RETURNS TABLE (
    replay_digest bytea, replay_public_id uuid, replay_status text, replay_reason text, replay_at timestamptz,
    replay_entry_id uuid, replay_leaf_hash bytea)
  LANGUAGE plpgsql AS $$
DECLARE
  v_row        registry.registration;
  v_quarantine interval;
  v_heads      bigint[];
  v_leaf       bytea;
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

  v_heads := ARRAY[registry.head_of(p_person), registry.head_of(p_other_person)];
  PERFORM FROM registry.person WHERE person_id = ANY (v_heads || ARRAY[p_person, p_other_person])
    ORDER BY person_id FOR NO KEY UPDATE;
  IF v_heads IS DISTINCT FROM ARRAY[registry.head_of(p_person), registry.head_of(p_other_person)]
    OR (p_moved AND p_change <> 'transfer' AND v_heads[1] <> v_heads[2]) THEN -- it goes on for the same person only
    RAISE EXCEPTION 'a document was joined or split meanwhile' USING ERRCODE = 'SM004';
  END IF;
  UPDATE registry.registration
     SET line_status = p_status, line_reason = p_reason, activated_at = p_activated_at, closed_at = p_closed_at,
         line_entry_id = p_entry_id, line_salt = p_row_salt
   WHERE person_id = p_person AND registration_id = p_registration AND line_entry_id = p_expected
     AND line_status <> 'CLOSED'
  RETURNING * INTO v_row;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the line has changed' USING ERRCODE = 'SM004';
  END IF;
  v_leaf := audit.append(p_entry, p_person);
  INSERT INTO registry.line_change (
    person_id, operator_id, registration_id, client, key, change, reason, status, changed_at, entry_id, leaf_hash)
  VALUES (p_person, p_operator, p_registration, p_client, p_key, p_change, p_reason, p_status, p_at, p_entry_id, v_leaf);
  INSERT INTO registry.event (operator_id, event_id, kind, subject_id, detail, occurred_at)
  VALUES (p_operator, p_event_id, p_event, v_row.public_id, p_detail, p_at);
  IF p_billing IS NOT NULL THEN
    INSERT INTO registry.event (operator_id, event_id, kind, subject_id, detail, occurred_at)
    VALUES (p_operator, p_billing_id, p_billing, v_row.public_id, p_detail, p_at);
  END IF;

  IF p_status = 'CLOSED' THEN
    SELECT o.number_quarantine INTO v_quarantine FROM registry.operator o WHERE o.operator_id = p_operator;
    IF p_moved OR v_quarantine = interval '0' THEN
      PERFORM registry.end_tenure(p_operator, v_row.number_index, p_person, p_registration);
    ELSE
      UPDATE registry.number_directory SET free_at = p_at + v_quarantine
       WHERE operator_id = p_operator AND number_index = v_row.number_index
         AND person_id = p_person AND registration_id = p_registration;
    END IF;
    IF v_row.service_type = 'mobile' AND NOT coalesce(p_moved AND v_heads[1] = v_heads[2], false) THEN
      PERFORM registry.return_card(p_person);
    END IF;
  END IF;
  RETURN QUERY
    SELECT NULL::bytea, v_row.public_id, p_status, p_reason, p_at, p_entry_id, v_leaf;
END
$$;

-- The first answer to a change with this key.
CREATE OR REPLACE FUNCTION registry.replayed_change(p_operator smallint, p_client text, p_key bytea)
  RETURNS TABLE (
    replay_digest bytea, replay_public_id uuid, replay_status text, replay_reason text, replay_at timestamptz,
    replay_entry_id uuid, replay_leaf_hash bytea)
  LANGUAGE sql STABLE AS $$
  SELECT i.body_digest, r.public_id, coalesce(c.status, r.status), c.reason, coalesce(c.changed_at, r.signed_at),
         coalesce(c.entry_id, r.entry_id), coalesce(c.leaf_hash, r.leaf_hash)
    FROM registry.idempotency i
    JOIN registry.registration r ON r.person_id = i.person_id AND r.registration_id = i.registration_id
    LEFT JOIN registry.line_change c ON c.person_id = i.person_id AND c.registration_id = i.registration_id
      AND c.client = i.client AND c.key = i.key AND c.changed_at >= i.created_at -- a key that was forgotten counts as new
   WHERE i.operator_id = p_operator AND i.client = p_client AND i.key = p_key
$$;

CREATE OR REPLACE FUNCTION registry.succeed(
    p_operator smallint, p_person bigint, p_registration bigint, p_event text, p_predecessor uuid, p_release text,
    p_acted_by text, p_death text, p_entry_id uuid, p_row_salt bytea) RETURNS void
  LANGUAGE sql AS $$
  INSERT INTO registry.succession (
    operator_id, person_id, registration_id, event, predecessor, release_ref, acted_by, death_ref, entry_id,
    row_salt)
  VALUES (p_operator, p_person, p_registration, p_event, p_predecessor, p_release, p_acted_by, p_death,
    p_entry_id, p_row_salt)
$$;

-- Frees the numbers whose quarantine is over and keeps their tenures. Answers their number.
CREATE OR REPLACE FUNCTION registry.free_numbers(p_operator smallint, p_now timestamptz) RETURNS integer
  LANGUAGE plpgsql AS $$
DECLARE
  v_freed integer;
BEGIN
  PERFORM registry.enter(p_operator);
  WITH freed AS (
    DELETE FROM registry.number_directory WHERE operator_id = p_operator AND free_at <= p_now
    RETURNING operator_id, number_index, index_version, person_id, registration_id)
  INSERT INTO registry.past_tenure (operator_id, number_index, index_version, person_id, registration_id)
  SELECT freed.* FROM freed;
  GET DIAGNOSTICS v_freed = ROW_COUNT;
  RETURN v_freed;
END
$$;
