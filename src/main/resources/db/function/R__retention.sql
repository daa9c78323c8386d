-- Erasure, legal holds, and idempotency keys that are forgotten.
SET LOCAL check_function_bodies = off;

-- Whether nothing keeps the person: the last service ended before p_ended_before, refused applications ended before
-- p_refused_before, and nothing waits, is disputed or is held. A registration that was referred to the police is kept
-- as long as a service. All documents of the person count.
CREATE OR REPLACE FUNCTION registry.service_is_over(p_person bigint, p_ended_before timestamptz, p_refused_before timestamptz)
  RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM registry.registration r WHERE r.person_id = ANY (registry.documents_of(p_person)))
     AND NOT EXISTS (SELECT FROM registry.registration r
                      LEFT JOIN registry.line_states() s ON s.state = coalesce(r.line_status, r.status)
                      WHERE r.person_id = ANY (registry.documents_of(p_person)) AND s.holds IS NOT FALSE)
     AND NOT EXISTS (SELECT FROM registry.registration r
                      WHERE r.person_id = ANY (registry.documents_of(p_person)) AND r.closed_at >= p_ended_before)
     AND NOT EXISTS (SELECT FROM registry.registration r
                      WHERE r.person_id = ANY (registry.documents_of(p_person))
                        AND CASE WHEN r.status = 'ACTIVE' THEN r.signed_at >= p_ended_before
                                 WHEN r.status = 'SUPPLEMENTED' THEN r.decided_at >= p_ended_before
                                 WHEN EXISTS (SELECT FROM registry.referral f WHERE f.registration = r.public_id)
                                   THEN r.decided_at >= p_ended_before
                                 ELSE r.decided_at >= p_refused_before END)
     AND NOT EXISTS (SELECT FROM registry.dispute d
                      WHERE d.person_id = ANY (registry.documents_of(p_person)) AND d.status = 'FILED')
     AND NOT EXISTS (SELECT FROM registry.legal_hold h
                      WHERE h.person_id = ANY (registry.documents_of(p_person)) AND h.lifted_at IS NULL)
$$;

CREATE OR REPLACE FUNCTION registry.due_for_erasure(
    p_operator smallint, p_ended_before timestamptz, p_refused_before timestamptz, p_most integer)
  RETURNS TABLE (person bigint, registrations uuid[])
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  RETURN QUERY
    SELECT due.head,
           (SELECT array_agg(r.public_id ORDER BY r.person_id, r.registration_id) FROM registry.registration r
             WHERE r.person_id = ANY (registry.documents_of(due.head)))
      FROM (SELECT DISTINCT coalesce(p.joined_to, p.person_id) AS head
              FROM (SELECT r.person_id FROM registry.registration r
                     WHERE r.operator_id = p_operator AND r.line_status = 'CLOSED' AND r.closed_at < p_ended_before
                    UNION
                    SELECT r.person_id FROM registry.registration r
                     WHERE r.operator_id = p_operator AND r.status IN ('REFUSED', 'EXPIRED')
                       AND r.decided_at < p_refused_before) over
              JOIN registry.person p ON p.person_id = over.person_id) due
     WHERE registry.service_is_over(due.head, p_ended_before, p_refused_before)
     LIMIT p_most;
END
$$;

-- Erases a person's rows, of all documents together, once. False if the person does not exist, is not due, or has other
-- registrations than the entries tell of, or documents were joined or split meanwhile. The lock keeps every signing and join
-- of the person out until the rows are gone.
CREATE OR REPLACE FUNCTION registry.erase_rows(
    p_operator smallint, p_person bigint, p_ended_before timestamptz, p_refused_before timestamptz, p_entries bytea[],
    p_at timestamptz)
  RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_entry     bytea;
  v_documents bigint[];
  v_document  bigint;
BEGIN
  PERFORM registry.enter(p_operator);
  v_documents := registry.documents_of(p_person);
  PERFORM FROM registry.person WHERE person_id = ANY (v_documents) ORDER BY person_id FOR UPDATE;
  IF NOT FOUND
      OR v_documents IS DISTINCT FROM registry.documents_of(p_person)
      OR NOT registry.service_is_over(p_person, p_ended_before, p_refused_before)
      OR (SELECT count(*) FROM registry.registration WHERE person_id = ANY (v_documents)) <> cardinality(p_entries) THEN
    RETURN false;
  END IF;
  FOREACH v_entry IN ARRAY p_entries LOOP
    PERFORM audit.append(v_entry);
  END LOOP;
  FOREACH v_document IN ARRAY v_documents LOOP
    PERFORM registry.delete_rows_of(v_document);
    INSERT INTO registry.erasure (person_id, operator_id, begun_at) VALUES (v_document, p_operator, p_at)
    ON CONFLICT (person_id) DO UPDATE SET ended_at = NULL, taken_until = NULL; -- a restore has brought the person back
  END LOOP;
  RETURN true;
END
$$;

-- Deletes all rows of a person without a service or a hold. SECURITY DEFINER: the owner may delete rows of the operator
-- of the transaction (policy erasing), the service may not. It works in rounds: a row that another row refers to goes
-- in a later round. It fails if a row stays.
CREATE OR REPLACE FUNCTION registry.delete_rows_of(p_person bigint) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  v_left text[];
  v_kept text[];
  v_name text;
BEGIN
  IF EXISTS (SELECT FROM registry.registration r LEFT JOIN registry.line_states() s ON s.state = r.line_status
              WHERE r.person_id = p_person AND r.line_status IS NOT NULL AND s.holds IS NOT FALSE)
      OR EXISTS (SELECT FROM registry.legal_hold WHERE person_id = p_person AND lifted_at IS NULL) THEN
    RAISE EXCEPTION 'a person with a service or a hold is not erased' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT array_agg(c.relname ORDER BY c.relname) INTO v_left
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
   WHERE c.relnamespace = 'registry'::regnamespace AND c.relkind IN ('r', 'p')
     AND a.attname = 'person_id' AND NOT a.attisdropped AND c.relname NOT IN ('row_sweep', 'erasure');
  WHILE cardinality(v_left) > 0 LOOP
    v_kept := '{}';
    FOREACH v_name IN ARRAY v_left LOOP
      BEGIN
        EXECUTE format('DELETE FROM registry.%I WHERE person_id = $1', v_name) USING p_person;
      EXCEPTION WHEN foreign_key_violation THEN
        v_kept := v_kept || v_name;
      END;
    END LOOP;
    IF cardinality(v_kept) = cardinality(v_left) THEN
      RAISE EXCEPTION 'rows of a person could not be deleted';
    END IF;
    v_left := v_kept;
  END LOOP;
END
$$;

-- A registration is deleted only with an entry that tells of it in the same transaction. Checked at commit.
CREATE OR REPLACE FUNCTION registry.must_be_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
      SELECT FROM audit.entry e
       WHERE e.registration = OLD.public_id AND e.act = 'SUBJECT_ERASED' AND e.xmin = pg_current_xact_id()::xid) THEN
    RAISE EXCEPTION 'a registration goes only with an entry that tells of it' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END
$$;

-- Persons whose key is still to be destroyed, reserved until p_until, so that no two instances handle the same one.
CREATE OR REPLACE FUNCTION registry.take_erasures(p_operator smallint, p_now timestamptz, p_until timestamptz, p_most integer)
  RETURNS TABLE (person bigint) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  RETURN QUERY
    UPDATE registry.erasure e SET taken_until = p_until
     WHERE e.person_id IN (
       SELECT o.person_id FROM registry.erasure o
        WHERE o.operator_id = p_operator AND o.ended_at IS NULL AND (o.taken_until IS NULL OR o.taken_until <= p_now)
        LIMIT p_most FOR UPDATE SKIP LOCKED)
    RETURNING e.person_id;
END
$$;

CREATE OR REPLACE FUNCTION registry.end_erasure(p_operator smallint, p_person bigint, p_at timestamptz) RETURNS void
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  UPDATE registry.erasure SET ended_at = p_at WHERE person_id = p_person;
END
$$;

-- Places a hold on the person of a registration (HELD), asks for its end (ASK) or agrees to the end (LIFT), with an
-- entry. It holds all documents of the person, and is lifted by a registration of any. No row: there is no such
-- registration. SM027: no other officer of another unit asked for the end within a day.
CREATE OR REPLACE FUNCTION registry.set_hold(
    p_operator smallint, p_public_id uuid, p_case text, p_step text, p_actor text, p_unit text,
    p_entry_id uuid, p_head bytea, p_tail bytea, p_at timestamptz)
  RETURNS TABLE (entry_leaf bytea) LANGUAGE plpgsql AS $$
DECLARE
  v_person bigint;
  v_commit bytea;
BEGIN
  PERFORM registry.enter(p_operator);
  SELECT r.person_id, k.commit_key INTO v_person, v_commit
    FROM registry.registration r JOIN keyring.person_key k ON k.person_id = r.person_id
   WHERE r.public_id = p_public_id AND r.operator_id = p_operator;
  IF v_person IS NULL THEN
    RETURN;
  END IF;
  PERFORM FROM registry.person WHERE person_id = v_person FOR NO KEY UPDATE; -- waits for an erasure that began first
  IF NOT FOUND THEN
    RETURN;
  END IF;
  IF p_step = 'HELD' THEN
    INSERT INTO registry.legal_hold (person_id, operator_id, case_ref, placed_at)
    VALUES (v_person, p_operator, p_case, p_at) ON CONFLICT DO NOTHING;
  ELSIF p_step = 'ASK' THEN
    UPDATE registry.legal_hold SET lift_asked_by = p_actor, lift_asked_unit = p_unit, lift_asked_at = p_at
     WHERE person_id = ANY (registry.documents_of(v_person)) AND case_ref = p_case AND lifted_at IS NULL;
    IF NOT FOUND THEN
      RETURN;
    END IF;
  ELSE
    UPDATE registry.legal_hold SET lifted_by = p_actor, lifted_unit = p_unit, lifted_at = p_at
     WHERE person_id = ANY (registry.documents_of(v_person)) AND case_ref = p_case AND lifted_at IS NULL
       AND lift_asked_at > p_at - interval '24 hours' AND lift_asked_by <> p_actor AND lift_asked_unit <> p_unit;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'not asked for by another' USING ERRCODE = 'SM027';
    END IF;
  END IF;
  entry_leaf := audit.append_about(p_head, p_tail, v_person, v_commit, p_entry_id);
  RETURN NEXT;
END
$$;

-- Deletes at most p_most expired rows of each kind. Answers the largest number of one kind; the caller repeats while it
-- is p_most.
CREATE OR REPLACE FUNCTION registry.forget_keys(p_operator smallint, p_most integer) RETURNS bigint
  LANGUAGE plpgsql AS $$
DECLARE
  v_table text;
  v_gone  bigint;
  v_most  bigint := 0;
BEGIN
  PERFORM registry.enter(p_operator);
  FOREACH v_table IN ARRAY ARRAY['idempotency', 'write_once'] LOOP
    EXECUTE format('DELETE FROM registry.%1$I WHERE ctid = ANY (ARRAY(
                      SELECT k.ctid FROM registry.%1$I k
                       WHERE k.operator_id = $1 AND k.kept_since < now() - interval ''7 days'' LIMIT $2))', v_table)
      USING p_operator, p_most;
    GET DIAGNOSTICS v_gone = ROW_COUNT;
    v_most := greatest(v_most, v_gone);
  END LOOP;
  DELETE FROM registry.refusal WHERE ctid = ANY (ARRAY(
    SELECT f.ctid FROM registry.refusal f
     WHERE f.operator_id = p_operator AND f.kept_since < now() - interval '7 days'
       AND NOT EXISTS (SELECT FROM registry.appeal a WHERE a.operator_id = p_operator AND a.refusal_id = f.entry_id)
     LIMIT p_most));
  GET DIAGNOSTICS v_gone = ROW_COUNT;
  RETURN greatest(v_most, v_gone);
END
$$;
