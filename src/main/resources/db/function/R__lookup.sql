-- Lookups of a person's data.
SET LOCAL check_function_bodies = off;

-- The one lookup of a person's data: by number the registration that holds it now, or held it at p_as_of, by document the
-- person's latest one.
-- The checks, the counting, the detection of browsing and the audit entry are one statement. A refusal is raised and
-- rolls the counting back.
CREATE OR REPLACE FUNCTION registry.look_up(
    p_operator smallint, p_number_indexes bytea[], p_document_indexes bytea[], p_public_id uuid, p_entry_id uuid,
    p_hit_head bytea, p_hit_tail bytea, p_miss bytea, p_miss_id uuid DEFAULT NULL,
    p_actor text DEFAULT NULL, p_watched boolean DEFAULT false, p_night boolean DEFAULT false,
    p_holders text[] DEFAULT '{}', p_spans integer[] DEFAULT '{}', p_limits integer[] DEFAULT '{}',
    p_neighbours bytea[] DEFAULT '{}', p_ground text DEFAULT NULL, p_case text DEFAULT NULL, p_fields text[] DEFAULT '{}',
    p_dealer text DEFAULT NULL, p_store text DEFAULT NULL, p_terminal text DEFAULT NULL, p_clerk text DEFAULT NULL,
    p_today date DEFAULT NULL, p_emergency integer DEFAULT 0,
    p_probe_holders text[] DEFAULT '{}', p_probe_spans integer[] DEFAULT '{}', p_probe_limits integer[] DEFAULT '{}',
    p_as_of timestamptz DEFAULT NULL)
  RETURNS TABLE (
    dealer_refusal text, person bigint, registration bigint, version integer, sealed bytea, wrapped bytea, commit_key bytea,
    operator_key_version smallint, public_id uuid, service_type text, registration_status text, line_status text,
    signed_at timestamptz, minor_approved boolean, alarms text, entry_leaf bytea, acted_in text)
  LANGUAGE plpgsql AS $$
DECLARE
  v_kinds text[] := '{}';
  v_acted record;
BEGIN
  PERFORM registry.enter(p_operator);
  IF p_dealer IS NOT NULL THEN -- a dealer's staff: nothing is read, and the caller writes the refusal's entry
    dealer_refusal := registry.dealer_refusal(p_operator, p_dealer, p_store, p_terminal, p_clerk, NULL, NULL, p_today);
    IF dealer_refusal IS NOT NULL THEN
      RETURN NEXT;
      RETURN;
    END IF;
  END IF;
  IF cardinality(p_probe_holders) > 0 THEN -- a question that is answered yes or no: refused before either tells
    PERFORM registry.must_have_probes_left(p_operator, p_probe_holders, p_probe_spans, p_probe_limits);
  END IF;
  IF p_actor IS NOT NULL THEN
    PERFORM registry.must_be_free_to_look(
      p_operator, p_actor, p_watched, p_holders, p_spans, p_limits, p_ground, p_case, p_fields);
    IF p_ground = 'EMERGENCY' THEN
      PERFORM registry.use_glass(
        p_operator, p_actor, p_case,
        coalesce(p_number_indexes[1], p_document_indexes[1], uuid_send(p_public_id)) -- with the time: the holder may be another
          || coalesce(int8send((extract(epoch FROM p_as_of) * 1000000)::bigint), ''),
        p_emergency);
    END IF;
  END IF;
  IF p_public_id IS NOT NULL THEN
    SELECT r.person_id, r.registration_id INTO person, registration
      FROM registry.registration r WHERE r.public_id = p_public_id AND r.operator_id = p_operator;
  ELSIF p_as_of IS NOT NULL THEN -- two instances whose clocks differ may have left two tenures a moment of overlap
    SELECT t.person, t.registration INTO person, registration
      FROM registry.tenures(p_operator, p_number_indexes) t
     WHERE t.began <= p_as_of AND (t.ended IS NULL OR t.ended > p_as_of)
     ORDER BY t.began DESC LIMIT 1;
  ELSIF p_number_indexes IS NOT NULL THEN
    SELECT d.person_id, d.registration_id INTO person, registration
      FROM registry.number_directory d
     WHERE d.operator_id = p_operator AND d.number_index = ANY (p_number_indexes)
       AND d.free_at IS NULL; -- a number in quarantine has no holder
  ELSE
    SELECT r.person_id, r.registration_id INTO person, registration
      FROM registry.person p JOIN registry.registration r ON r.person_id = p.person_id -- not of another that was joined
     WHERE p.operator_id = p_operator AND p.document_index = ANY (p_document_indexes)
     ORDER BY r.signed_at DESC, r.public_id DESC LIMIT 1;
    -- On an order that does not name the person, a party's document leads to the latest registration that it names in which
    -- the party acted: the party may have a line of the own since the order was filed.
    IF p_ground = 'ORDER' AND (person IS NULL OR NOT registry.case_names(p_operator, p_case, person, registration)) THEN
      SELECT a.person, a.registration INTO v_acted
        FROM registry.acted_in(p_operator, p_document_indexes) a
        JOIN registry.registration r ON r.person_id = a.person AND r.registration_id = a.registration
       WHERE registry.case_names(p_operator, p_case, a.person, a.registration)
       ORDER BY r.signed_at DESC, r.public_id DESC LIMIT 1;
      IF FOUND THEN
        person := v_acted.person;
        registration := v_acted.registration;
      ELSIF person IS NULL AND EXISTS (SELECT FROM registry.acted_in(p_operator, p_document_indexes)) THEN
        v_kinds := v_kinds || 'OUTSIDE_ORDER'::text;
      END IF;
    END IF;
  END IF;
  IF p_ground = 'ORDER' AND person IS NOT NULL THEN
    IF NOT registry.use_case(p_operator, p_case, person, registration) THEN -- the caller sees no person
      person := NULL;
      v_kinds := v_kinds || 'OUTSIDE_ORDER'::text;
    ELSIF p_document_indexes IS NOT NULL THEN
      acted_in := (
        SELECT jsonb_agg(jsonb_build_object('registrationId', newest.public_id, 'role', newest.role)
                         ORDER BY newest.signed_at, newest.public_id, newest.role)::text
          FROM (SELECT r.public_id, r.signed_at, a.role
                  FROM registry.acted_in(p_operator, p_document_indexes) a
                  JOIN registry.registration r ON r.person_id = a.person AND r.registration_id = a.registration
                 WHERE registry.case_names(p_operator, p_case, a.person, a.registration)
                 ORDER BY r.signed_at DESC, r.public_id DESC, a.role LIMIT 1000) newest);
    END IF;
  END IF;
  IF p_ground = 'REVIEW' AND person IS NOT NULL AND NOT EXISTS (
      SELECT FROM registry.registration r
       WHERE r.person_id = person AND r.registration_id = registration AND r.status = 'REVIEW') THEN
    person := NULL; -- a reviewer sees only what waits for a review
    v_kinds := v_kinds || 'OUTSIDE_REVIEW'::text;
  END IF;
  IF person IS NOT NULL THEN
    SELECT coalesce(c.version, 1), coalesce(c.sealed, r.sealed), k.wrapped, k.commit_key, k.operator_key_version,
           r.public_id, r.service_type,
           r.status, r.line_status, r.signed_at
      INTO version, sealed, wrapped, commit_key, operator_key_version, public_id, service_type,
           registration_status, line_status, signed_at
      FROM registry.registration r
      JOIN keyring.person_key k ON k.person_id = r.person_id
      LEFT JOIN LATERAL (
        SELECT v.version, v.sealed FROM registry.corrected_identity v
         WHERE v.person_id = r.person_id AND v.registration_id = r.registration_id
         ORDER BY v.version DESC LIMIT 1) c ON true
     WHERE r.person_id = person AND r.registration_id = registration;
  END IF;
  IF p_dealer IS NOT NULL AND (line_status = 'CLOSED' OR registration_status = 'SUPPLEMENTED') THEN
    sealed := NULL; -- the service is over: kept, but closed to counters (Order 24 article 9)
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

-- The registrations in which the bearer of a document acted for another: as a party, or as the holder who gave the number
-- away, who is found by the registration that was succeeded.
CREATE OR REPLACE FUNCTION registry.acted_in(p_operator smallint, p_document_indexes bytea[])
  RETURNS TABLE (person bigint, registration bigint, role text) LANGUAGE sql STABLE AS $$
  SELECT q.person_id, q.registration_id, q.role FROM registry.party q
   WHERE q.operator_id = p_operator AND q.document_index = ANY (p_document_indexes)
  UNION ALL
  SELECT s.person_id, s.registration_id, 'formerHolder'
    FROM registry.person p
    JOIN registry.registration r ON r.person_id = ANY (registry.proven_documents_of(p.person_id))
    JOIN registry.succession s ON s.operator_id = p_operator AND s.predecessor = r.public_id AND s.event = 'transfer'
   WHERE p.operator_id = p_operator AND p.document_index = ANY (p_document_indexes)
$$;

-- Checks whether this actor may look people up now on this ground. SM020 quota, SM021 locked, SM022 suspended, SM023 no
-- such order in force, SM024 no open emergency. It runs in the transaction of the lookup: counts and locks hold until
-- its commit.
CREATE OR REPLACE FUNCTION registry.must_be_free_to_look(
    p_operator smallint, p_actor text, p_watched boolean, p_holders text[], p_spans integer[], p_limits integer[],
    p_ground text, p_case text, p_fields text[])
  RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM registry.break_glass
              WHERE operator_id = p_operator AND actor = p_actor AND closed_at IS NULL
                AND opened_at < clock_timestamp() - interval '24 hours') THEN
    RAISE EXCEPTION 'suspended' USING ERRCODE = 'SM022';
  END IF;
  IF p_watched AND EXISTS (SELECT FROM registry.lookup_habit
      WHERE operator_id = p_operator AND actor = p_actor AND locked_at IS NOT NULL) THEN
    RAISE EXCEPTION 'locked' USING ERRCODE = 'SM021';
  END IF;
  PERFORM registry.take_quota(p_operator, p_holders, p_spans, p_limits);
  IF p_ground = 'ORDER' THEN
    PERFORM FROM registry.lawful_case
      WHERE operator_id = p_operator AND case_ref = p_case AND approved_at IS NOT NULL
        AND clock_timestamp() BETWEEN valid_from AND valid_to AND used < max_uses AND p_fields <@ fields
      FOR UPDATE; -- counted after the person is found; the lock keeps others from counting in between
    IF NOT FOUND THEN
      RAISE EXCEPTION 'no such order in force' USING ERRCODE = 'SM023';
    END IF;
  ELSIF p_ground = 'EMERGENCY' AND NOT EXISTS (
      SELECT FROM registry.break_glass
       WHERE operator_id = p_operator AND actor = p_actor AND closed_at IS NULL
         AND opened_at > clock_timestamp() - interval '30 minutes') THEN
    RAISE EXCEPTION 'no emergency is open' USING ERRCODE = 'SM024';
  END IF;
END
$$;

-- "Which numbers are in my name" (N-10): all lines in the name of the person whose document was just read, and the
-- entry about the reading, in one statement. Without a registration the answer is one row with the hash of the entry
-- only.
CREATE OR REPLACE FUNCTION registry.numbers_of(
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
  PERFORM registry.enter(p_operator);
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
    SELECT r.person_id, r.registration_id, coalesce(c.version, 1), coalesce(c.sealed, r.sealed), k.wrapped, k.commit_key, k.operator_key_version,
           r.public_id, r.service_type, r.status, r.line_status, r.signed_at, true, v_leaf, v_alarms
      FROM registry.registration r
      JOIN keyring.person_key k ON k.person_id = r.person_id
      LEFT JOIN LATERAL (
        SELECT v.version, v.sealed FROM registry.corrected_identity v
         WHERE v.person_id = r.person_id AND v.registration_id = r.registration_id
         ORDER BY v.version DESC LIMIT 1) c ON true
      JOIN registry.line_states() s ON s.state = coalesce(r.line_status, r.status) AND s.in_name
     WHERE r.person_id = ANY (registry.proven_documents_of(v_person)) AND r.operator_id = p_operator
     ORDER BY r.signed_at, r.public_id; -- not by registration_id: each session draws 32 of them at a time
  IF NOT FOUND THEN
    entry_leaf := v_leaf;
    alarms := v_alarms;
    RETURN NEXT;
  END IF;
END
$$;

-- Checks whether this question may be asked at this counter: the counter of both people, the lock on lookups, the
-- quotas, the second reviewer's token. Answers the code that refuses, or null. SM020, SM021, SM050 and SM051 as above.
CREATE OR REPLACE FUNCTION registry.ask_at_counter(
    p_operator smallint, p_dealer text, p_store text, p_terminal text, p_clerk text, p_reviewer text, p_second bytea[],
    p_second_holders text[], p_second_spans integer[], p_second_limits integer[], p_today date, p_holders text[], p_spans integer[],
    p_limits integer[])
  RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_refusal text;
BEGIN
  PERFORM registry.enter(p_operator);
  v_refusal := registry.dealer_refusal(
    p_operator, p_dealer, p_store, p_terminal, p_clerk, p_reviewer, NULL, p_today);
  IF v_refusal IS NOT NULL THEN
    RETURN v_refusal;
  END IF;
  PERFORM FROM registry.lookup_habit
    WHERE operator_id = p_operator AND actor = p_clerk AND locked_at IS NOT NULL;
  IF FOUND THEN
    RAISE EXCEPTION 'locked' USING ERRCODE = 'SM021';
  END IF;
  PERFORM registry.take_quota(p_operator, p_holders, p_spans, p_limits);
  IF p_second IS NOT NULL THEN
    PERFORM registry.use_second_reviewer(p_operator, p_second, p_second_holders, p_second_spans, p_second_limits);
  END IF;
  RETURN NULL;
END
$$;
