-- The separate consent of a registration (photo, face, copies, a child's data), withdrawn by its holder (PIPL article 15).
-- The receipt of the consent stays what it was: what was done before the withdrawal was lawful.
CREATE TABLE registry.consent_withdrawal (
  person_id       bigint   NOT NULL,
  registration_id bigint   NOT NULL,
  operator_id     smallint NOT NULL,
  withdrawn_by    text     NOT NULL, -- the clerk who took it down
  withdrawn_at    timestamptz NOT NULL,
  PRIMARY KEY (person_id, registration_id),
  FOREIGN KEY (person_id, registration_id) REFERENCES registry.registration
);
ALTER TABLE registry.consent_withdrawal ENABLE ROW LEVEL SECURITY;
ALTER TABLE registry.consent_withdrawal FORCE ROW LEVEL SECURITY;
CREATE POLICY own_operator ON registry.consent_withdrawal TO shiming_service
  USING (operator_id = registry.current_operator());

-- Withdraws it, for the very person that an answer of the last hour about the own numbers was about. No row: no such
-- answer, or somebody else's registration. withdrawn is false where there is no such consent (any more).
CREATE FUNCTION registry.withdraw_consent(
    p_operator smallint, p_query uuid, p_store text, p_public_id uuid, p_by text, p_event_id uuid, p_at timestamptz)
  RETURNS TABLE (withdrawn boolean)
  LANGUAGE plpgsql AS $$
DECLARE
  v_row registry.registration;
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
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

-- Raises SM041 for an image whose consent was withdrawn, to whoever needs one.
CREATE FUNCTION registry.must_be_consented(p_person bigint, p_public_id uuid, p_needed boolean) RETURNS void
  LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF p_needed AND EXISTS (
      SELECT FROM registry.consent_withdrawal w JOIN registry.registration r USING (person_id, registration_id)
       WHERE w.person_id = p_person AND r.public_id = p_public_id) THEN
    RAISE EXCEPTION 'the consent was withdrawn' USING ERRCODE = 'SM041';
  END IF;
END
$$;
