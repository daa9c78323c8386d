-- What the proven holder of a document may ask for: a dispute, the end of a consent.
SET LOCAL check_function_bodies = off;

-- Files a dispute about a registration of the person that an answer of the last hour was about; the entry of the answer
-- proves it. No row: there is no such answer, or the registration is another person's. SM039: a dispute is open
-- already.
CREATE OR REPLACE FUNCTION registry.file_dispute(
    p_operator smallint, p_dispute uuid, p_query uuid, p_store text, p_public_id uuid, p_claim text, p_by text,
    p_at timestamptz, p_due_at timestamptz) RETURNS TABLE (registration uuid)
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  PERFORM FROM registry.registration r JOIN registry.person p USING (person_id)
    WHERE r.public_id = p_public_id FOR KEY SHARE OF p; -- waits for an erasure that began first
  RETURN QUERY
    INSERT INTO registry.dispute (
      person_id, dispute_id, operator_id, registration_id, claim, filed_by, filed_at, due_at)
    SELECT r.person_id, p_dispute, p_operator, r.registration_id, p_claim, p_by, p_at, p_due_at
      FROM registry.registration r
      JOIN audit.subject_entry s ON s.person_id = r.person_id AND s.entry_id = p_query
      JOIN audit.entry e ON e.entry_id = s.entry_id
     WHERE r.public_id = p_public_id AND r.operator_id = p_operator
       AND e.act = 'OWN_NUMBERS_READ' AND e.store = p_store AND e.at > p_at - interval '1 hour'
    RETURNING p_public_id;
EXCEPTION WHEN unique_violation THEN
  RAISE EXCEPTION 'a dispute is open' USING ERRCODE = 'SM039';
END
$$;

-- Decides a dispute once, with an event. No row: there is no such dispute. SM043: it was decided before.
CREATE OR REPLACE FUNCTION registry.decide_dispute(
    p_operator smallint, p_dispute uuid, p_upheld boolean, p_reason text, p_officer text, p_event_id uuid,
    p_at timestamptz) RETURNS TABLE (registration uuid, claim text, filed_at timestamptz, due_at timestamptz)
  LANGUAGE plpgsql AS $$
DECLARE
  v_row registry.dispute;
BEGIN
  PERFORM registry.enter(p_operator);
  SELECT * INTO v_row FROM registry.dispute d
   WHERE d.operator_id = p_operator AND d.dispute_id = p_dispute FOR UPDATE;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  IF v_row.status <> 'FILED' THEN
    RAISE EXCEPTION 'dispute is decided' USING ERRCODE = 'SM043';
  END IF;
  UPDATE registry.dispute d
     SET status = CASE WHEN p_upheld THEN 'UPHELD' ELSE 'DISMISSED' END, reason = p_reason, decided_by = p_officer,
         decided_at = p_at
   WHERE d.person_id = v_row.person_id AND d.dispute_id = p_dispute;
  SELECT r.public_id INTO registration FROM registry.registration r
   WHERE r.person_id = v_row.person_id AND r.registration_id = v_row.registration_id;
  INSERT INTO registry.event (operator_id, event_id, kind, subject_id, detail, occurred_at)
  VALUES (p_operator, p_event_id, CASE WHEN p_upheld THEN 'dispute.upheld' ELSE 'dispute.dismissed' END, registration,
          v_row.claim, p_at);
  claim := v_row.claim;
  filed_at := v_row.filed_at;
  due_at := v_row.due_at;
  RETURN NEXT;
END
$$;

-- Withdraws the separate consent, for the person that an answer of the last hour about own numbers was about. No row:
-- there is no such answer, or the registration is another person's. withdrawn is false if there is no consent to
-- withdraw.
CREATE OR REPLACE FUNCTION registry.withdraw_consent(
    p_operator smallint, p_query uuid, p_store text, p_public_id uuid, p_by text, p_event_id uuid, p_at timestamptz)
  RETURNS TABLE (withdrawn boolean)
  LANGUAGE plpgsql AS $$
DECLARE
  v_row registry.registration;
BEGIN
  PERFORM registry.enter(p_operator);
  SELECT r.* INTO v_row
    FROM registry.registration r
    JOIN audit.subject_entry s ON s.person_id = r.person_id AND s.entry_id = p_query
    JOIN audit.entry e ON e.entry_id = s.entry_id
   WHERE r.public_id = p_public_id AND r.operator_id = p_operator
     AND e.act = 'OWN_NUMBERS_READ' AND e.store = p_store AND e.at > p_at - interval '1 hour';
  IF NOT FOUND THEN
    RETURN;
  END IF;
  INSERT INTO registry.consent_withdrawal (person_id, registration_id, operator_id, withdrawn_by, withdrawn_at)
  SELECT v_row.person_id, v_row.registration_id, p_operator, p_by, p_at
    FROM registry.consent c
   WHERE c.person_id = v_row.person_id AND c.registration_id = v_row.registration_id AND c.separate_consent
   LIMIT 1
  ON CONFLICT DO NOTHING;
  withdrawn := FOUND;
  IF withdrawn THEN
    INSERT INTO registry.event (operator_id, event_id, kind, subject_id, detail, occurred_at)
    VALUES (p_operator, p_event_id, 'consent.withdrawn', p_public_id, v_row.service_type, p_at);
  END IF;
  RETURN NEXT;
END
$$;
