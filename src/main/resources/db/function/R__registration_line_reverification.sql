-- The second verification of a line under suspicion.
SET LOCAL check_function_bodies = off;

-- Opens a task. Answers the task that the key opened before, or the one that is already open. SM004: the line is not
-- active.
CREATE OR REPLACE FUNCTION registry.open_reverification(
    p_operator smallint, p_client text, p_key bytea, p_body_digest bytea, p_person bigint, p_registration bigint,
    p_public_id uuid, p_cause text, p_due_at timestamptz, p_event_id uuid, p_entry_id uuid, p_entry bytea,
    p_at timestamptz)
  RETURNS TABLE (
    replay_digest bytea, task uuid, registration uuid, task_cause text, due_at timestamptz, task_outcome text,
    task_entry uuid, task_leaf bytea)
  LANGUAGE plpgsql AS $$
DECLARE
  v_digest bytea;
  v_person bigint := p_person;
  v_registration bigint := p_registration;
BEGIN
  PERFORM registry.enter(p_operator);
  INSERT INTO registry.idempotency (operator_id, client, key, body_digest, person_id, registration_id, created_at)
  VALUES (p_operator, p_client, p_key, p_body_digest, p_person, p_registration, p_at) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    PERFORM registry.must_be_replicated();
    SELECT i.body_digest, i.person_id, i.registration_id INTO v_digest, v_person, v_registration
      FROM registry.idempotency i WHERE i.operator_id = p_operator AND i.client = p_client AND i.key = p_key;
  ELSE
    PERFORM FROM registry.person WHERE person_id = p_person FOR NO KEY UPDATE;
    PERFORM FROM registry.registration l
      WHERE l.person_id = p_person AND l.registration_id = p_registration AND l.line_status = 'ACTIVE';
    IF NOT FOUND THEN
      RAISE EXCEPTION 'the line has changed' USING ERRCODE = 'SM004';
    END IF;
    IF NOT EXISTS (
        SELECT FROM registry.reverification r
         WHERE r.person_id = p_person AND r.registration_id = p_registration AND r.outcome IS NULL) THEN
      INSERT INTO registry.reverification (
        person_id, operator_id, registration_id, public_id, cause, client, key, opened_at, due_at, entry_id, leaf_hash)
      VALUES (
        p_person, p_operator, p_registration, p_public_id, p_cause, p_client, p_key, p_at, p_due_at, p_entry_id,
        audit.append(p_entry, p_person));
      INSERT INTO registry.event (operator_id, event_id, kind, subject_id, detail, occurred_at)
      SELECT p_operator, p_event_id, 'reverification.required', g.public_id, p_cause, p_at
        FROM registry.registration g WHERE g.person_id = p_person AND g.registration_id = p_registration;
    END IF;
  END IF;
  RETURN QUERY
    SELECT v_digest, r.public_id, g.public_id, r.cause, r.due_at, r.outcome, r.entry_id, r.leaf_hash
      FROM registry.reverification r
      JOIN registry.registration g ON g.person_id = r.person_id AND g.registration_id = r.registration_id
     WHERE r.person_id = v_person AND r.registration_id = v_registration
     ORDER BY (r.client = p_client AND r.key = p_key) DESC, r.opened_at DESC LIMIT 1;
END
$$;

-- The lines whose task is overdue, with the columns of registry.held_line.
CREATE OR REPLACE FUNCTION registry.overdue_lines(p_operator smallint, p_now timestamptz, p_most integer)
  RETURNS TABLE (
    person bigint, registration bigint, public_id uuid, contract_ref text, registration_status text,
    service_type text, line_status text, reason text, opened_at timestamptz, activated_at timestamptz,
    closed_at timestamptz, result text, provider text, check_id text, checked_at timestamptz,
    entry_id uuid, row_salt bytea, entry bytea, wrapped bytea, commit_key bytea, operator_key_version smallint,
    document_index bytea, product_class text)
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  RETURN QUERY
    SELECT r.person_id, r.registration_id, r.public_id, r.contract_ref, r.status, r.service_type, r.line_status,
           r.line_reason, r.opened_at, r.activated_at, r.closed_at, r.verification_result, r.verification_provider,
           r.check_id, r.checked_at, r.line_entry_id, r.line_salt, e.bytes, k.wrapped, k.commit_key, k.operator_key_version, p.document_index, r.product_class
      FROM registry.reverification t
      JOIN registry.registration r ON r.person_id = t.person_id AND r.registration_id = t.registration_id
      JOIN keyring.person_key k ON k.person_id = t.person_id
      JOIN registry.person p ON p.person_id = t.person_id
      LEFT JOIN audit.entry e ON e.entry_id = r.line_entry_id
     WHERE t.operator_id = p_operator AND r.line_status IS NOT NULL AND t.outcome IS NULL AND t.due_at <= p_now
     ORDER BY t.due_at LIMIT p_most;
END
$$;

-- Ends the open task of a registration, once; false if there is none.
CREATE OR REPLACE FUNCTION registry.end_reverification(
    p_operator smallint, p_person bigint, p_registration bigint, p_outcome text, p_at timestamptz)
  RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  UPDATE registry.reverification SET outcome = p_outcome, decided_at = p_at
   WHERE person_id = p_person AND registration_id = p_registration AND outcome IS NULL;
  RETURN FOUND;
END
$$;
