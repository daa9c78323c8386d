-- What one person alone may not decide: an authority's order, the emergency without one, a minor's data.
SET LOCAL check_function_bodies = off;

-- Files an authority's order. Answers the leaf hash of the entry, or null if the reference is taken. Of each index of a
-- number, p_number_subjects says which of the order's subjects it belongs to, and p_held_from and p_held_to the time the
-- order is about, or null. SM029: without a time, a number that has had more than one holder; the detail is the subject.
CREATE OR REPLACE FUNCTION registry.file_case(
    p_operator smallint, p_case text, p_authority text, p_document_no text, p_provision text, p_fields text[],
    p_from timestamptz, p_to timestamptz, p_max_uses integer, p_actor text, p_unit text,
    p_numbers bytea[], p_number_subjects integer[], p_held_from timestamptz[], p_held_to timestamptz[],
    p_documents bytea[], p_registrations uuid[], p_entry bytea)
  RETURNS bytea LANGUAGE plpgsql AS $$
DECLARE
  v_holders bigint[];
  v_unclear integer;
BEGIN
  PERFORM registry.enter(p_operator);
  INSERT INTO registry.lawful_case (
    operator_id, case_ref, authority, document_no, provision, fields, valid_from, valid_to, max_uses, filed_by, filed_unit)
  VALUES (
    p_operator, p_case, p_authority, p_document_no, p_provision, p_fields, p_from, p_to, p_max_uses, p_actor, p_unit)
  ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  WITH holder AS (
    SELECT n.subject, n.held_from IS NULL AS timeless, t.person, registry.head_of(t.person) AS head
      FROM unnest(p_numbers, p_number_subjects, p_held_from, p_held_to) AS n (number_index, subject, held_from, held_to)
     CROSS JOIN LATERAL registry.tenures(p_operator, ARRAY[n.number_index]) t
     WHERE n.held_from IS NULL OR (t.began <= n.held_to AND (t.ended IS NULL OR t.ended > n.held_from)))
  SELECT array_agg(DISTINCT h.person),
         (SELECT min(several.subject) FROM (
            SELECT o.subject FROM holder o WHERE o.timeless GROUP BY o.subject HAVING count(DISTINCT o.head) > 1) several)
    INTO v_holders, v_unclear FROM holder h;
  IF v_unclear IS NOT NULL THEN
    RAISE EXCEPTION 'the number has had several holders' USING ERRCODE = 'SM029', DETAIL = v_unclear::text;
  END IF;
  INSERT INTO registry.lawful_case_subject (person_id, operator_id, case_ref)
  SELECT unnest(v_holders), p_operator, p_case
  UNION
  SELECT person_id, p_operator, p_case FROM registry.person
   WHERE operator_id = p_operator AND document_index = ANY (p_documents)
  UNION
  SELECT person_id, p_operator, p_case FROM registry.registration
   WHERE operator_id = p_operator AND public_id = ANY (p_registrations);
  INSERT INTO registry.lawful_case_subject (person_id, operator_id, case_ref, registration_id)
  SELECT DISTINCT a.person, p_operator, p_case, a.registration FROM registry.acted_in(p_operator, p_documents) a;
  RETURN audit.append(p_entry);
END
$$;

-- Approves an order that another officer of another unit filed and that is not approved yet. Answers the leaf hash of
-- the entry, or null if there is no such order.
CREATE OR REPLACE FUNCTION registry.approve_case(p_operator smallint, p_case text, p_actor text, p_unit text, p_entry bytea)
  RETURNS bytea LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  UPDATE registry.lawful_case SET approved_by = p_actor, approved_unit = p_unit, approved_at = clock_timestamp()
   WHERE operator_id = p_operator AND case_ref = p_case AND approved_at IS NULL
     AND filed_by <> p_actor AND filed_unit <> p_unit;
  RETURN CASE WHEN FOUND THEN audit.append(p_entry) END;
END
$$;

CREATE OR REPLACE FUNCTION registry.read_case(p_operator smallint, p_case text)
  RETURNS TABLE (authority text, document_no text, provision text, fields text, subjects bigint, acted_in bigint,
                 valid_from timestamptz, valid_to timestamptz, max_uses integer, used integer, approved boolean)
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  RETURN QUERY
    SELECT c.authority, c.document_no, c.provision, array_to_string(c.fields, ','),
           (SELECT count(*) FROM registry.lawful_case_subject s
             WHERE s.operator_id = p_operator AND s.case_ref = p_case AND s.registration_id = 0),
           (SELECT count(*) FROM registry.lawful_case_subject s
             WHERE s.operator_id = p_operator AND s.case_ref = p_case AND s.registration_id <> 0),
           c.valid_from, c.valid_to, c.max_uses, c.used, c.approved_at IS NOT NULL
      FROM registry.lawful_case c WHERE c.operator_id = p_operator AND c.case_ref = p_case;
END
$$;

-- Whether an order names the registration, or its person by any document.
CREATE OR REPLACE FUNCTION registry.case_names(p_operator smallint, p_case text, p_person bigint, p_registration bigint)
  RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM registry.lawful_case_subject s
                  WHERE s.person_id = ANY (registry.proven_documents_of(p_person)) AND s.operator_id = p_operator
                    AND s.case_ref = p_case
                    AND (s.registration_id = 0 OR (s.person_id = p_person AND s.registration_id = p_registration)))
$$;

-- Counts one use of an order for a registration that it names, or whose person it names; false for any other.
CREATE OR REPLACE FUNCTION registry.use_case(p_operator smallint, p_case text, p_person bigint, p_registration bigint)
  RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  UPDATE registry.lawful_case SET used = used + 1
   WHERE operator_id = p_operator AND case_ref = p_case
     AND registry.case_names(p_operator, p_case, p_person, p_registration);
  RETURN FOUND;
END
$$;

-- Opens an emergency for half an hour and raises its alarm. Null if the actor has an open one, or the id was used
-- before.
CREATE OR REPLACE FUNCTION registry.open_glass(
    p_operator smallint, p_glass uuid, p_actor text, p_unit text, p_cause text, p_entry_id uuid, p_entry bytea)
  RETURNS bytea LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  PERFORM pg_advisory_xact_lock(hashtextextended(p_operator || ' glass ' || p_actor, 0));
  IF EXISTS (SELECT FROM registry.break_glass WHERE operator_id = p_operator AND actor = p_actor AND closed_at IS NULL) THEN
    RETURN NULL;
  END IF;
  INSERT INTO registry.break_glass (operator_id, glass_id, actor, unit, cause)
  VALUES (p_operator, p_glass, p_actor, p_unit, p_cause) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  PERFORM registry.raise_alarms(p_operator, ARRAY['BREAK_GLASS'], p_actor, p_entry_id);
  RETURN audit.append(p_entry);
END
$$;

CREATE OR REPLACE FUNCTION registry.close_glass(p_operator smallint, p_glass uuid, p_actor text, p_unit text, p_entry bytea)
  RETURNS bytea LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  UPDATE registry.break_glass SET closed_by = p_actor, closed_unit = p_unit, closed_at = clock_timestamp()
   WHERE operator_id = p_operator AND glass_id = p_glass AND closed_at IS NULL AND actor <> p_actor AND unit <> p_unit;
  RETURN CASE WHEN FOUND THEN audit.append(p_entry) END;
END
$$;

-- Counts a lookup in the actor's open emergency, found or not. SM025: the lookups of the emergency are used up, with
-- the seconds until it ends. SM026: the reference is bound to another target in this emergency.
CREATE OR REPLACE FUNCTION registry.use_glass(p_operator smallint, p_actor text, p_case text, p_target bytea, p_most integer)
  RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_glass registry.break_glass;
BEGIN
  UPDATE registry.break_glass SET used = used + 1
   WHERE operator_id = p_operator AND actor = p_actor AND closed_at IS NULL
     AND opened_at > clock_timestamp() - interval '30 minutes'
  RETURNING * INTO v_glass;
  IF v_glass.used > p_most THEN
    RAISE EXCEPTION 'emergency is used up' USING ERRCODE = 'SM025',
      DETAIL = greatest(1, ceil(extract(epoch FROM v_glass.opened_at + interval '30 minutes' - clock_timestamp())))::text;
  END IF;
  INSERT INTO registry.break_glass_use (operator_id, glass_id, case_ref, target)
  VALUES (p_operator, v_glass.glass_id, p_case, p_target) ON CONFLICT DO NOTHING;
  PERFORM FROM registry.break_glass_use
    WHERE operator_id = p_operator AND glass_id = v_glass.glass_id AND case_ref = p_case AND target = p_target;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'reference stands for another' USING ERRCODE = 'SM026';
  END IF;
END
$$;

CREATE OR REPLACE FUNCTION registry.ask_for_minor(
    p_operator smallint, p_access uuid, p_person bigint, p_actor text, p_entry bytea)
  RETURNS TABLE (access uuid, entry_leaf bytea) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  entry_leaf := audit.append(p_entry, p_person);
  SELECT m.access_id INTO access FROM registry.minor_access m -- the same question still waits
   WHERE m.person_id = p_person AND m.operator_id = p_operator AND m.actor = p_actor AND m.approved_at IS NULL
     AND m.asked_at > clock_timestamp() - interval '24 hours' LIMIT 1;
  IF access IS NULL THEN
    access := p_access;
    INSERT INTO registry.minor_access (person_id, operator_id, access_id, actor)
    VALUES (p_person, p_operator, p_access, p_actor);
  END IF;
  RETURN NEXT;
END
$$;

CREATE OR REPLACE FUNCTION registry.approve_minor(p_operator smallint, p_access uuid, p_actor text, p_entry bytea)
  RETURNS bytea LANGUAGE plpgsql AS $$
DECLARE
  v_person bigint;
BEGIN
  PERFORM registry.enter(p_operator);
  UPDATE registry.minor_access SET approved_by = p_actor, approved_at = clock_timestamp()
   WHERE operator_id = p_operator AND access_id = p_access AND approved_at IS NULL AND actor <> p_actor
     AND asked_at > clock_timestamp() - interval '24 hours'
  RETURNING person_id INTO v_person;
  RETURN CASE WHEN FOUND THEN audit.append(p_entry, v_person) END;
END
$$;
