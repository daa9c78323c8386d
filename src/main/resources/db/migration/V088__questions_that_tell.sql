-- Questions whose answer, or refusal, tells the caller something of a person or a number: how often they may be asked, and the
-- second person's word beside a clerk's. Counted in registry.lookup_quota and registry.lookup_habit, by the database's clock.

-- A second reviewer's token and the one request it stands for. Both are digests.
CREATE TABLE registry.reviewer_use (
  operator_id    smallint    NOT NULL REFERENCES registry.operator,
  token_digest   bytea       NOT NULL CHECK (octet_length(token_digest) = 32),
  request_digest bytea       NOT NULL,
  used_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (operator_id, token_digest)
);
CREATE INDEX reviewer_use_over_ix ON registry.reviewer_use (operator_id, used_at);
ALTER TABLE registry.reviewer_use ENABLE ROW LEVEL SECURITY;
ALTER TABLE registry.reviewer_use FORCE ROW LEVEL SECURITY;
CREATE POLICY own_operator ON registry.reviewer_use TO shiming_service USING (operator_id = registry.current_operator());
CREATE POLICY only_old ON registry.reviewer_use AS RESTRICTIVE FOR DELETE TO shiming_service
  USING (used_at < clock_timestamp() - interval '1 day');

-- Binds the token to this request and counts it. The same request may be repeated. SM050: the token stands for another
-- request. SM051: the reviewer's pace is used up, with the seconds to wait. A token lives a quarter of an hour; rows of a
-- day ago are cleared away, three with each first use.
CREATE FUNCTION registry.use_second_reviewer(
    p_operator smallint, p_second bytea[], p_holders text[], p_spans integer[], p_limits integer[])
  RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_wait text;
BEGIN
  INSERT INTO registry.reviewer_use (operator_id, token_digest, request_digest)
  VALUES (p_operator, p_second[1], p_second[2]) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    PERFORM FROM registry.reviewer_use
      WHERE operator_id = p_operator AND token_digest = p_second[1] AND request_digest = p_second[2];
    IF NOT FOUND THEN
      RAISE EXCEPTION 'token stands for another request' USING ERRCODE = 'SM050';
    END IF;
    RETURN;
  END IF;
  BEGIN
    PERFORM registry.take_quota(p_operator, p_holders, p_spans, p_limits);
  EXCEPTION WHEN SQLSTATE 'SM020' THEN
    GET STACKED DIAGNOSTICS v_wait = PG_EXCEPTION_DETAIL;
    RAISE EXCEPTION 'pace' USING ERRCODE = 'SM051', DETAIL = v_wait;
  END;
  IF pg_try_advisory_xact_lock(hashtext('shiming.reviewer_use'), p_operator) THEN -- one at a time: no two wait in a circle
    DELETE FROM registry.reviewer_use u
     WHERE u.operator_id = p_operator AND u.token_digest IN (
       SELECT o.token_digest FROM registry.reviewer_use o
        WHERE o.operator_id = p_operator AND o.used_at < clock_timestamp() - interval '1 day'
        ORDER BY o.used_at LIMIT 3);
  END IF;
END
$$;

-- Raises SM020 while a window of the actor's refusals that tell something is full; nothing is counted.
CREATE FUNCTION registry.must_have_probes_left(
    p_operator smallint, p_holders text[], p_spans integer[], p_limits integer[])
  RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_quota registry.lookup_quota;
  v_limit integer;
  v_slot bigint;
BEGIN
  FOR v_quota IN
      SELECT * FROM registry.lookup_quota q
       WHERE q.operator_id = p_operator AND q.holder = p_holders[1] LOOP -- all are of one holder
    v_limit := p_limits[array_position(p_spans, v_quota.span)];
    v_slot := floor(extract(epoch FROM clock_timestamp()) * 24 / v_quota.span);
    IF v_limit <= (CASE WHEN v_slot <= v_quota.newest THEN v_quota.uses
                        ELSE registry.total(registry.aged(v_quota.earlier, v_quota.latest, v_slot - v_quota.newest)) END) THEN
      RAISE EXCEPTION 'quota' USING ERRCODE = 'SM020', DETAIL = ceil(v_quota.span / 24.0)::text;
    END IF;
  END LOOP;
END
$$;

-- Counts a refusal, or a no, that tells something. Raises SM020 when it may not be told any more. With the entry of the
-- refusal and the indexes of a number it also notes a run of neighbouring numbers. Answers with the alarms it raised.
CREATE FUNCTION registry.count_probe(
    p_operator smallint, p_actor text, p_holders text[], p_spans integer[], p_limits integer[], p_entry_id uuid,
    p_entry bytea, p_indexes bytea[] DEFAULT NULL, p_neighbours bytea[] DEFAULT NULL)
  RETURNS TABLE (alarms text, entry_leaf bytea) LANGUAGE plpgsql AS $$
DECLARE
  v_run integer;
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  PERFORM registry.take_quota(p_operator, p_holders, p_spans, p_limits);
  IF p_entry IS NOT NULL THEN
    entry_leaf := audit.append(p_entry);
    IF p_indexes IS NOT NULL THEN
      v_run := registry.note_run(p_operator, p_actor, p_indexes, p_neighbours);
      IF v_run >= 5 THEN
        alarms := array_to_string(
          registry.raise_alarms(p_operator, ARRAY['CONSECUTIVE_NUMBERS'], p_actor, p_entry_id), ',');
      END IF;
    END IF;
  END IF;
  RETURN NEXT;
END
$$;

-- How long the actor's run of neighbouring numbers is with this one. Misses are not noted: these are no look-ups.
CREATE FUNCTION registry.note_run(p_operator smallint, p_actor text, p_indexes bytea[], p_neighbours bytea[])
  RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  v_run integer;
BEGIN
  INSERT INTO registry.lookup_habit AS h (operator_id, actor, recent, seen, last_indexes, run)
  VALUES (p_operator, p_actor, 0, 0, p_indexes, 1)
  ON CONFLICT (operator_id, actor) DO UPDATE
     SET last_indexes = p_indexes, run = CASE WHEN h.last_indexes && p_neighbours THEN h.run + 1 ELSE 1 END
  RETURNING run INTO v_run;
  RETURN v_run;
END
$$;

-- An alarm with an entry of its own, unless today has one of this kind about this actor; null then.
CREATE FUNCTION registry.alarm_once(p_operator smallint, p_kind text, p_actor text, p_entry_id uuid, p_entry bytea)
  RETURNS bytea LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  PERFORM FROM registry.access_alarm a
    WHERE a.operator_id = p_operator AND a.actor = p_actor AND a.kind = p_kind
      AND (a.raised_at AT TIME ZONE 'Asia/Shanghai')::date = (clock_timestamp() AT TIME ZONE 'Asia/Shanghai')::date;
  IF FOUND OR registry.raise_alarms(p_operator, ARRAY[p_kind], p_actor, p_entry_id) = '{}' THEN
    RETURN NULL;
  END IF;
  RETURN audit.append(p_entry);
END
$$;

-- May this question be asked at this counter: the counter of both people, the lock of look-ups, the windows, the second
-- reviewer's token. Answers with the code that refuses, or null. Raises SM020, SM021, SM050, SM051.
CREATE FUNCTION registry.ask_at_counter(
    p_operator smallint, p_dealer text, p_store text, p_terminal text, p_clerk text, p_reviewer text, p_second bytea[],
    p_second_holders text[], p_second_spans integer[], p_second_limits integer[], p_today date, p_holders text[], p_spans integer[],
    p_limits integer[])
  RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_refusal text;
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
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

-- What the limits judge a waiting application by, when it is decided.
CREATE FUNCTION registry.limits_of_waiting(
    p_operator smallint, p_person bigint, p_digest text, p_day date, p_except bigint) RETURNS text
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  RETURN registry.limits_of(p_operator, p_person, p_digest, p_day, p_except);
END
$$;

-- A run of neighbouring lines that are not registered. Answers with the alarms it raised.
CREATE FUNCTION registry.note_unknown_line(
    p_operator smallint, p_actor text, p_indexes bytea[], p_neighbours bytea[], p_entry_id uuid)
  RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  IF registry.note_run(p_operator, p_actor, p_indexes, p_neighbours) >= 5 THEN
    RETURN array_to_string(registry.raise_alarms(p_operator, ARRAY['CONSECUTIVE_NUMBERS'], p_actor, p_entry_id), ',');
  END IF;
  RETURN NULL;
END
$$;
