-- The two ways in to a registered line, each one statement: find, fetch and write the audit entry together; what was
-- fetched reaches the service only when the entry is committed.

-- May this line go live? Answers with a state and nothing about who holds it. A line that is not registered counts in the
-- windows, so that nobody tries numbers out (SM020); one that is costs nothing.
CREATE FUNCTION registry.line_status(
    p_operator smallint, p_number_indexes bytea[], p_entry_id uuid,
    p_hit_head bytea, p_hit_tail bytea, p_miss bytea, p_holders text[], p_spans integer[], p_limits integer[])
  RETURNS TABLE (public_id uuid, service_type text, registration_status text, line_status text, entry_leaf bytea)
  LANGUAGE plpgsql AS $$
DECLARE
  v_person bigint;
  v_commit bytea;
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  SELECT d.person_id, k.commit_key, r.public_id, r.service_type, r.status, l.status
    INTO v_person, v_commit, public_id, service_type, registration_status, line_status
    FROM registry.number_directory d
    JOIN keyring.person_key k ON k.person_id = d.person_id
    JOIN registry.registration r ON r.person_id = d.person_id AND r.registration_id = d.registration_id
    LEFT JOIN registry.service_line l ON l.person_id = d.person_id AND l.registration_id = d.registration_id
   WHERE d.operator_id = p_operator AND d.number_index = ANY (p_number_indexes);
  IF v_person IS NULL THEN
    PERFORM registry.take_quota(p_operator, p_holders, p_spans, p_limits);
  END IF;
  entry_leaf := CASE WHEN v_person IS NULL THEN audit.append(p_miss)
    ELSE audit.append_about(p_hit_head, p_hit_tail, v_person, v_commit, p_entry_id) END;
  RETURN NEXT;
END
$$;

-- The one door to a person's data. By number: the registration that holds it now. By document: the person's latest.
-- Whether the actor may look at all, the counting, what looks like browsing and the entry are this one statement; a
-- refusal is raised, and takes back what was counted for it.
CREATE FUNCTION registry.look_up(
    p_operator smallint, p_number_indexes bytea[], p_document_indexes bytea[], p_public_id uuid, p_entry_id uuid,
    p_hit_head bytea, p_hit_tail bytea, p_miss bytea, p_miss_id uuid DEFAULT NULL,
    p_actor text DEFAULT NULL, p_watched boolean DEFAULT false, p_night boolean DEFAULT false,
    p_holders text[] DEFAULT '{}', p_spans integer[] DEFAULT '{}', p_limits integer[] DEFAULT '{}',
    p_neighbours bytea[] DEFAULT '{}', p_ground text DEFAULT NULL, p_case text DEFAULT NULL, p_fields text[] DEFAULT '{}',
    p_dealer text DEFAULT NULL, p_store text DEFAULT NULL, p_terminal text DEFAULT NULL, p_clerk text DEFAULT NULL,
    p_today date DEFAULT NULL, p_emergency integer DEFAULT 0)
  RETURNS TABLE (
    dealer_refusal text, person bigint, registration bigint, version integer, sealed bytea, wrapped bytea, commit_key bytea,
    operator_key_version smallint, public_id uuid, service_type text, registration_status text, line_status text,
    signed_at timestamptz, minor_approved boolean, alarms text, entry_leaf bytea)
  LANGUAGE plpgsql AS $$
DECLARE
  v_kinds text[] := '{}';
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  IF p_dealer IS NOT NULL THEN -- a dealer's staff; nothing is read, and whoever called writes the refusal's entry
    dealer_refusal := registry.dealer_refusal(p_operator, p_dealer, p_store, p_terminal, p_clerk, NULL, NULL, p_today);
    IF dealer_refusal IS NOT NULL THEN
      RETURN NEXT;
      RETURN;
    END IF;
  END IF;
  IF p_actor IS NOT NULL THEN
    PERFORM registry.must_be_free_to_look(
      p_operator, p_actor, p_watched, p_holders, p_spans, p_limits, p_ground, p_case, p_fields);
    IF p_ground = 'EMERGENCY' THEN
      PERFORM registry.use_glass(
        p_operator, p_actor, p_case, coalesce(p_number_indexes[1], p_document_indexes[1], uuid_send(p_public_id)), p_emergency);
    END IF;
  END IF;
  IF p_public_id IS NOT NULL THEN
    SELECT r.person_id, r.registration_id INTO person, registration
      FROM registry.registration r WHERE r.public_id = p_public_id AND r.operator_id = p_operator;
  ELSIF p_number_indexes IS NOT NULL THEN
    SELECT d.person_id, d.registration_id INTO person, registration
      FROM registry.number_directory d
     WHERE d.operator_id = p_operator AND d.number_index = ANY (p_number_indexes)
       AND d.free_at IS NULL; -- in quarantine nobody holds it
  ELSE
    SELECT r.person_id, r.registration_id INTO person, registration
      FROM registry.person p JOIN registry.registration r ON r.person_id = p.person_id
     WHERE p.operator_id = p_operator AND p.document_index = ANY (p_document_indexes)
     ORDER BY r.signed_at DESC, r.public_id DESC LIMIT 1;
  END IF;
  IF p_ground = 'ORDER' AND person IS NOT NULL THEN
    IF NOT registry.use_case(p_operator, p_case, person) THEN -- to the caller, nobody
      person := NULL;
      v_kinds := v_kinds || 'OUTSIDE_ORDER'::text;
    END IF;
  END IF;
  IF p_ground = 'REVIEW' AND person IS NOT NULL AND NOT EXISTS (
      SELECT FROM registry.registration r
       WHERE r.person_id = person AND r.registration_id = registration AND r.status = 'REVIEW') THEN
    person := NULL; -- a reviewer sees what waits for a review
    v_kinds := v_kinds || 'OUTSIDE_REVIEW'::text;
  END IF;
  IF person IS NOT NULL THEN
    SELECT i.version, i.sealed, k.wrapped, k.commit_key, k.operator_key_version, r.public_id, r.service_type,
           r.status, l.status, r.signed_at
      INTO version, sealed, wrapped, commit_key, operator_key_version, public_id, service_type,
           registration_status, line_status, signed_at
      FROM registry.registration r
      JOIN keyring.person_key k ON k.person_id = r.person_id
      JOIN LATERAL (
        SELECT v.version, v.sealed FROM registry.identity_version v
         WHERE v.person_id = r.person_id AND v.registration_id = r.registration_id
         ORDER BY v.version DESC LIMIT 1) i ON true
      LEFT JOIN registry.service_line l ON l.person_id = r.person_id AND l.registration_id = r.registration_id
     WHERE r.person_id = person AND r.registration_id = registration;
  END IF;
  IF p_dealer IS NOT NULL AND line_status = 'CLOSED' THEN
    sealed := NULL; -- the service is over: kept and locked, no counter's concern any more (Order 24 article 9)
  END IF;
  entry_leaf := CASE WHEN sealed IS NULL THEN audit.append(p_miss)
    ELSE audit.append_about(p_hit_head, p_hit_tail, person, commit_key, p_entry_id) END;
  IF p_watched THEN
    minor_approved := sealed IS NOT NULL AND EXISTS (
      SELECT FROM registry.minor_access m
       WHERE m.person_id = person AND m.operator_id = p_operator AND m.actor = p_actor
         AND m.approved_at > clock_timestamp() - interval '24 hours');
    v_kinds := v_kinds
      || registry.note_habit(p_operator, p_actor, sealed IS NULL,
           coalesce(p_number_indexes, p_document_indexes, '{}'), p_neighbours)
      || registry.many_clerks(person);
    IF p_night THEN
      v_kinds := v_kinds || 'NIGHT'::text;
    END IF;
  END IF;
  IF v_kinds <> '{}' THEN
    alarms := array_to_string(registry.raise_alarms(
      p_operator, v_kinds, p_actor, CASE WHEN sealed IS NULL THEN p_miss_id ELSE p_entry_id END), ',');
  END IF;
  RETURN NEXT;
END
$$;
