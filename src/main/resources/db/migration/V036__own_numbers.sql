-- "Which numbers are in my name" (N-10): all open registrations of a person whose document was just read, and the entry
-- that tells of the reading, in one statement. Without a registration there is one row, with the entry's hash alone.
CREATE FUNCTION registry.numbers_of(
    p_operator smallint, p_document_indexes bytea[], p_entry_id uuid, p_hit_head bytea, p_hit_tail bytea, p_miss bytea,
    p_actor text, p_night boolean)
  RETURNS TABLE (
    person bigint, registration bigint, version integer, sealed bytea, wrapped bytea, commit_key bytea,
    operator_key_version smallint, public_id uuid, service_type text, registration_status text, line_status text,
    signed_at timestamptz, minor_approved boolean, entry_leaf bytea, alarms text)
  LANGUAGE plpgsql AS $$
DECLARE
  v_person bigint;
  v_commit bytea;
  v_leaf bytea;
  v_kinds text[];
  v_alarms text;
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  SELECT p.person_id, k.commit_key INTO v_person, v_commit
    FROM registry.person p JOIN keyring.person_key k ON k.person_id = p.person_id
   WHERE p.operator_id = p_operator AND p.document_index = ANY (p_document_indexes);
  v_leaf := CASE WHEN v_person IS NULL THEN audit.append(p_miss)
    ELSE audit.append_about(p_hit_head, p_hit_tail, v_person, v_commit, p_entry_id) END;
  v_kinds := registry.many_clerks(v_person) || CASE WHEN p_night THEN ARRAY['NIGHT'] ELSE '{}' END;
  IF v_person IS NOT NULL AND v_kinds <> '{}' THEN
    v_alarms := array_to_string(registry.raise_alarms(p_operator, v_kinds, p_actor, p_entry_id), ',');
  END IF;
  RETURN QUERY
    SELECT r.person_id, r.registration_id, i.version, i.sealed, k.wrapped, k.commit_key, k.operator_key_version,
           r.public_id, r.service_type, r.status, l.status, r.signed_at, true, v_leaf, v_alarms
      FROM registry.registration r
      JOIN keyring.person_key k ON k.person_id = r.person_id
      JOIN LATERAL (
        SELECT v.version, v.sealed FROM registry.identity_version v
         WHERE v.person_id = r.person_id AND v.registration_id = r.registration_id
         ORDER BY v.version DESC LIMIT 1) i ON true
      LEFT JOIN registry.service_line l ON l.person_id = r.person_id AND l.registration_id = r.registration_id
     WHERE r.person_id = v_person AND r.operator_id = p_operator
       AND coalesce(l.status, r.status) IN ('ACTIVE', 'SUSPENDED', 'PENDING', 'REVIEW')
     ORDER BY r.signed_at, r.public_id; -- not by the inner number: each session draws 32 of those at a time
  IF NOT FOUND THEN
    entry_leaf := v_leaf;
    alarms := v_alarms;
    RETURN NEXT;
  END IF;
END
$$;

-- A line that the proven holder of the document does not recognise, or does not want (N-10: shops resolve such disputes).
-- The person leads the key, as in everything that is about a person.
CREATE TABLE registry.dispute (
  person_id       bigint   NOT NULL,
  dispute_id      uuid     NOT NULL,
  operator_id     smallint NOT NULL,
  registration_id bigint   NOT NULL,
  claim           text     NOT NULL CHECK (claim IN ('not_mine', 'not_wanted')),
  filed_by        text     NOT NULL,
  filed_at        timestamptz NOT NULL,
  due_at          timestamptz NOT NULL,
  status          text     NOT NULL DEFAULT 'FILED' CHECK (status IN ('FILED', 'UPHELD', 'DISMISSED')),
  reason          text     CHECK (length(reason) BETWEEN 1 AND 64),
  decided_by      text,
  decided_at      timestamptz,
  PRIMARY KEY (person_id, dispute_id),
  FOREIGN KEY (person_id, registration_id) REFERENCES registry.registration,
  CHECK ((status = 'FILED') = (decided_at IS NULL))
);
CREATE INDEX dispute_id_ix ON registry.dispute (dispute_id);
CREATE UNIQUE INDEX dispute_open_ix ON registry.dispute (person_id, registration_id) WHERE status = 'FILED';
ALTER TABLE registry.dispute ENABLE ROW LEVEL SECURITY;
ALTER TABLE registry.dispute FORCE ROW LEVEL SECURITY;
CREATE POLICY own_operator ON registry.dispute TO shiming_service
  USING (operator_id = registry.current_operator());

-- Files one, for a registration of the very person that an answer of the last hour was about; the answer's entry proves
-- it. No row: there is no such answer, or the registration is somebody else's. SM039: one is open already.
CREATE FUNCTION registry.file_dispute(
    p_operator smallint, p_dispute uuid, p_query uuid, p_store text, p_public_id uuid, p_claim text, p_by text,
    p_at timestamptz, p_due_at timestamptz) RETURNS TABLE (registration uuid)
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  PERFORM FROM registry.registration r JOIN registry.person p USING (person_id)
    WHERE r.public_id = p_public_id FOR KEY SHARE OF p; -- an erasure that began first is over now
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

-- Ends one, once; what follows the line along is told. No row: no such dispute. SM038: decided before.
CREATE FUNCTION registry.decide_dispute(
    p_operator smallint, p_dispute uuid, p_upheld boolean, p_reason text, p_officer text, p_event_id uuid,
    p_at timestamptz) RETURNS TABLE (registration uuid, claim text, filed_at timestamptz, due_at timestamptz)
  LANGUAGE plpgsql AS $$
DECLARE
  v_row registry.dispute;
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  SELECT * INTO v_row FROM registry.dispute d
   WHERE d.operator_id = p_operator AND d.dispute_id = p_dispute FOR UPDATE;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  IF v_row.status <> 'FILED' THEN
    RAISE EXCEPTION 'dispute is decided' USING ERRCODE = 'SM038';
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
