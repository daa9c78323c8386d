-- Limits of a person beyond the number of cards: the sanctions list, refusals.
SET LOCAL check_function_bodies = off;

-- All that the rules on openings need to know about a person, without the registration being written. Null if no card
-- is wanted; then there is no digest. It is one text, so that a signing can compare it with what it was permitted on.
-- p_person is null for a person without a row, who has opened nothing. It does not matter which of the documents is shown.
CREATE OR REPLACE FUNCTION registry.limits_of(
    p_operator smallint, p_person bigint, p_digest text, p_day date, p_except bigint) RETURNS text
  LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_sanctioned date;
  v_exempt jsonb;
  v_holdings jsonb := '{}';
  v_openings jsonb := '[]';
  v_documents bigint[] := CASE WHEN p_person IS NULL THEN '{}'::bigint[] ELSE registry.documents_of(p_person) END;
  v_digests text[] := ARRAY[p_digest];
BEGIN
  IF p_digest IS NULL THEN
    RETURN NULL;
  END IF;
  IF cardinality(v_documents) > 1 THEN
    v_digests := v_digests || ARRAY(
      SELECT unnest(ARRAY[j.digest, j.other_digest]) FROM registry.person_join j
       WHERE j.person_id = ANY (v_documents) AND j.ended_at IS NULL);
  END IF;
  SELECT max(s.until_day) INTO v_sanctioned FROM registry.sanction s
   WHERE s.operator_id = p_operator AND s.person = ANY (v_digests) AND NOT s.withdrawn AND s.lifted_at IS NULL
     AND s.from_day <= p_day AND p_day < s.until_day;
  SELECT coalesce(jsonb_agg(DISTINCT e.rule ORDER BY e.rule), '[]') INTO v_exempt FROM registry.exemption e
   WHERE e.operator_id = p_operator AND e.person = ANY (v_digests) AND p_day < e.until_day;
  IF p_person IS NOT NULL THEN
    SELECT coalesce(jsonb_object_agg(of_service.service_type, of_service.counts), '{}') INTO v_holdings FROM (
      SELECT counted.service_type, jsonb_object_agg(counted.standing, counted.n) AS counts FROM (
        SELECT r.service_type, coalesce(r.line_status, r.status) AS standing, count(*) AS n
          FROM registry.registration r
          JOIN registry.line_states() s ON s.state = coalesce(r.line_status, r.status) AND s.in_name
         WHERE r.person_id = ANY (v_documents) AND r.operator_id = p_operator AND r.registration_id <> p_except
         GROUP BY 1, 2) counted
       GROUP BY 1) of_service;
    SELECT coalesce(jsonb_agg(jsonb_build_object('at', o.signed_at, 'shop', o.store_code)), '[]') INTO v_openings FROM (
      SELECT r.signed_at, r.store_code FROM registry.registration r
       WHERE r.person_id = ANY (v_documents) AND r.operator_id = p_operator AND r.registration_id <> p_except
         AND r.service_type = 'mobile'
       ORDER BY r.signed_at DESC LIMIT 64) o;
  END IF;
  RETURN jsonb_build_object(
    'sanctionedUntil', v_sanctioned, 'exempt', v_exempt, 'holdings', v_holdings, 'openings', v_openings)::text;
END
$$;

-- SM035: what the signing was permitted on has changed, so the service must judge it again. Called while the count
-- holds the person's row, so that no two openings are permitted on the same past. Of the lines in the name it compares
-- those that a rule counts (io.shiming.limits.OpeningRules): a supplement ends the incomplete one that was read with them.
CREATE OR REPLACE FUNCTION registry.limits_must_stand(
    p_operator smallint, p_person bigint, p_digest text, p_day date, p_except bigint, p_limits text) RETURNS void
  LANGUAGE plpgsql AS $$
DECLARE
  v_read jsonb := p_limits::jsonb;
  v_now  jsonb;
BEGIN
  IF p_digest IS NULL THEN
    RETURN;
  END IF;
  v_now := registry.limits_of(p_operator, p_person, p_digest, p_day, p_except)::jsonb;
  IF v_now - 'holdings' IS DISTINCT FROM v_read - 'holdings'
    OR jsonb_path_query_array(v_now, '$.holdings.*.SUSPENDED')
      IS DISTINCT FROM jsonb_path_query_array(v_read, '$.holdings.*.SUSPENDED')
  THEN
    RAISE EXCEPTION 'another opening or a sanction came between' USING ERRCODE = 'SM035';
  END IF;
END
$$;

-- Records a refusal by a limit with its entry. An appeal quotes the entry.
CREATE OR REPLACE FUNCTION registry.record_refusal(
    p_operator smallint, p_entry_id uuid, p_entry bytea, p_digest text, p_code text, p_rule text, p_dealer text,
    p_store text, p_at timestamptz) RETURNS bytea
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  INSERT INTO registry.refusal VALUES (p_operator, p_entry_id, p_digest, p_code, p_rule, p_dealer, p_store, p_at);
  RETURN audit.append(p_entry);
END
$$;

-- Loads a signed list. SM036: the list is older than the newest one; otherwise a withdrawn entry could come back.
-- SM037: a term is too long, or a person would be limited for more than five years without a break.
CREATE OR REPLACE FUNCTION registry.load_sanctions(
    p_operator smallint, p_list text, p_issued_at timestamptz, p_entries text, p_entry_id uuid) RETURNS integer
  LANGUAGE plpgsql AS $$
DECLARE
  v_entries jsonb := p_entries::jsonb;
BEGIN
  PERFORM registry.enter(p_operator);
  PERFORM pg_advisory_xact_lock(hashtext('shiming.sanctions'), p_operator);
  IF EXISTS (
      SELECT FROM registry.sanctions_list l
       WHERE l.operator_id = p_operator AND (l.issued_at >= p_issued_at OR l.list_id = p_list)) THEN
    RAISE EXCEPTION 'list is not newer' USING ERRCODE = 'SM036';
  END IF;
  INSERT INTO registry.sanctions_list VALUES (p_operator, p_list, p_issued_at, p_entry_id);
  BEGIN
    INSERT INTO registry.sanction (
      operator_id, person, decision_ref, ground, from_day, until_day, withdrawn, list_id)
    SELECT p_operator, e ->> 'person', e ->> 'decisionRef', e ->> 'ground', (e ->> 'from')::date, (e ->> 'until')::date,
           (e ->> 'withdrawn')::boolean, p_list
      FROM jsonb_array_elements(v_entries) e
    ON CONFLICT (operator_id, person, decision_ref) DO UPDATE
      SET ground = excluded.ground, from_day = excluded.from_day, until_day = excluded.until_day,
          withdrawn = excluded.withdrawn, list_id = excluded.list_id;
  EXCEPTION WHEN check_violation THEN
    RAISE EXCEPTION 'term is too long' USING ERRCODE = 'SM037';
  END;
  IF EXISTS (
      SELECT FROM (
        SELECT of_person.person, of_person.run, min(of_person.from_day) AS begun, max(of_person.until_day) AS ended FROM (
          SELECT linked.*, count(*) FILTER (WHERE linked.from_day > linked.reached OR linked.reached IS NULL)
                   OVER (PARTITION BY linked.person ORDER BY linked.from_day, linked.until_day) AS run
            FROM (
              SELECT s.person, s.from_day, s.until_day, max(s.until_day) OVER (
                       PARTITION BY s.person ORDER BY s.from_day, s.until_day
                       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
                FROM registry.sanction s
               WHERE s.operator_id = p_operator AND NOT s.withdrawn
                 AND s.person IN (SELECT e ->> 'person' FROM jsonb_array_elements(v_entries) e)) linked) of_person
         GROUP BY of_person.person, of_person.run) runs
       WHERE runs.ended > runs.begun + interval '5 years') THEN
    RAISE EXCEPTION 'more than five years without a break' USING ERRCODE = 'SM037';
  END IF;
  RETURN jsonb_array_length(v_entries);
END
$$;
