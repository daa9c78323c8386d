-- What looks like browsing, and the alarms about it.
SET LOCAL check_function_bodies = off;

-- Records one lookup of an actor. If more than a fifth of the last fifty found no registration, the actor is locked
-- until an officer unlocks. Answers the kinds of alarm to raise.
CREATE OR REPLACE FUNCTION registry.note_habit(
    p_operator smallint, p_actor text, p_missed boolean, p_indexes bytea[], p_neighbours bytea[])
  RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
  v_mask constant bigint := (1::bigint << 50) - 1;
  v_habit registry.lookup_habit;
BEGIN
  INSERT INTO registry.lookup_habit AS h (operator_id, actor, recent, seen, last_indexes, run)
  VALUES (p_operator, p_actor, p_missed::integer, 1, p_indexes, 1)
  ON CONFLICT (operator_id, actor) DO UPDATE
     SET recent = (h.recent << 1 | p_missed::integer) & v_mask,
         seen = least(h.seen + 1, 50),
         last_indexes = p_indexes,
         run = CASE WHEN h.last_indexes && p_neighbours THEN h.run + 1 ELSE 1 END
  RETURNING * INTO v_habit;
  IF v_habit.seen = 50 AND bit_count(v_habit.recent::bit(50)) > 10 AND v_habit.locked_at IS NULL THEN
    UPDATE registry.lookup_habit SET locked_at = clock_timestamp() WHERE operator_id = p_operator AND actor = p_actor;
    RETURN ARRAY['MANY_MISSES'];
  END IF;
  RETURN CASE WHEN v_habit.run >= 5 THEN ARRAY['CONSECUTIVE_NUMBERS'] ELSE '{}' END;
END
$$;

-- The length of the actor's run of neighbouring numbers, this number included. It records no misses: these are not
-- lookups.
CREATE OR REPLACE FUNCTION registry.note_run(p_operator smallint, p_actor text, p_indexes bytea[], p_neighbours bytea[])
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

-- Records a line that is not registered in the run of neighbouring numbers. Answers the alarms that it raised.
CREATE OR REPLACE FUNCTION registry.note_unknown_line(
    p_operator smallint, p_actor text, p_indexes bytea[], p_neighbours bytea[], p_entry_id uuid)
  RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  IF registry.note_run(p_operator, p_actor, p_indexes, p_neighbours) >= 5 THEN
    RETURN array_to_string(registry.raise_alarms(p_operator, ARRAY['CONSECUTIVE_NUMBERS'], p_actor, p_entry_id), ',');
  END IF;
  RETURN NULL;
END
$$;

-- More than three actors at counters looked at the same person within a day.
CREATE OR REPLACE FUNCTION registry.many_clerks(p_person bigint) RETURNS text[] LANGUAGE sql AS $$
  SELECT CASE WHEN count(DISTINCT e.actor) > 3 THEN ARRAY['MANY_CLERKS'] ELSE '{}' END
    FROM audit.entry e
   WHERE e.person_id = ANY (registry.documents_of(p_person))
     AND e.act IN ('SUBJECT_LOOKED_UP', 'SUBJECT_MATCHED', 'OWN_NUMBERS_READ')
     AND e.role IN ('${role_clerk}', '${role_operator_support}')
     AND e.at > clock_timestamp() - interval '24 hours'
$$;

-- Raises the alarms that today does not have yet, and answers them.
CREATE OR REPLACE FUNCTION registry.raise_alarms(p_operator smallint, p_kinds text[], p_actor text, p_entry_id uuid)
  RETURNS text[] LANGUAGE sql AS $$
  WITH raised AS (
    INSERT INTO registry.access_alarm (operator_id, kind, actor, entry_id)
    SELECT p_operator, kind, p_actor, p_entry_id FROM unnest(p_kinds) AS kind
    ON CONFLICT DO NOTHING RETURNING kind)
  SELECT coalesce(array_agg(kind), '{}') FROM raised
$$;

-- An alarm about a lookup that is already committed.
CREATE OR REPLACE FUNCTION registry.raise_alarm(p_operator smallint, p_kind text, p_actor text, p_entry_id uuid)
  RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  RETURN array_to_string(registry.raise_alarms(p_operator, ARRAY[p_kind], p_actor, p_entry_id), ',');
END
$$;

-- Raises an alarm with an entry of its own. Null if today already has one of this kind about this actor.
CREATE OR REPLACE FUNCTION registry.alarm_once(p_operator smallint, p_kind text, p_actor text, p_entry_id uuid, p_entry bytea)
  RETURNS bytea LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  PERFORM FROM registry.access_alarm a
    WHERE a.operator_id = p_operator AND a.actor = p_actor AND a.kind = p_kind
      AND (a.raised_at AT TIME ZONE 'Asia/Shanghai')::date = (clock_timestamp() AT TIME ZONE 'Asia/Shanghai')::date;
  IF FOUND OR registry.raise_alarms(p_operator, ARRAY[p_kind], p_actor, p_entry_id) = '{}' THEN
    RETURN NULL;
  END IF;
  RETURN audit.append(p_entry);
END
$$;

-- Whether the feed shows an alarm of this kind about this actor that is younger than a day.
CREATE OR REPLACE FUNCTION registry.alarm_arrived(p_operator smallint, p_kind text, p_actor text) RETURNS boolean
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  RETURN EXISTS (SELECT FROM registry.access_alarm a
                  WHERE a.operator_id = p_operator AND a.kind = p_kind AND a.actor = p_actor
                    AND a.raised_at > clock_timestamp() - interval '25 hours');
END
$$;

-- Gives positions to the committed alarms without one, then reads from a cursor. See registry.read_events.
CREATE OR REPLACE FUNCTION registry.read_alarms(p_operator smallint, p_after bigint, p_most integer)
  RETURNS TABLE (id bigint, alarm_kind text, about_actor text, entry uuid, at timestamptz) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  IF EXISTS (SELECT FROM registry.access_alarm WHERE operator_id = p_operator AND position IS NULL) THEN
    PERFORM pg_advisory_xact_lock(hashtext('shiming.alarm'), p_operator);
    UPDATE registry.access_alarm a
       SET position = placed.position
      FROM (SELECT waiting.alarm_id,
                   row_number() OVER (ORDER BY waiting.alarm_id)
                   + coalesce((SELECT max(f.position) FROM registry.access_alarm f WHERE f.operator_id = p_operator), 0)
                   AS position
              FROM registry.access_alarm waiting
             WHERE waiting.operator_id = p_operator AND waiting.position IS NULL) placed
     WHERE a.operator_id = p_operator AND a.alarm_id = placed.alarm_id;
  END IF;
  IF p_after > coalesce((SELECT max(f.position) FROM registry.access_alarm f WHERE f.operator_id = p_operator), 0) THEN
    RAISE EXCEPTION 'the cursor lies beyond the newest alarm' USING ERRCODE = 'SM080';
  END IF;
  RETURN QUERY
    SELECT a.position, a.kind, a.actor, a.entry_id, a.raised_at FROM registry.access_alarm a
     WHERE a.operator_id = p_operator AND a.position > p_after ORDER BY a.position LIMIT p_most;
END
$$;

-- Lets a locked actor look people up again. Null if the actor is not locked.
CREATE OR REPLACE FUNCTION registry.unlock_lookups(p_operator smallint, p_actor text, p_entry bytea) RETURNS bytea LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  UPDATE registry.lookup_habit SET locked_at = NULL, seen = 0, recent = 0, run = 0
   WHERE operator_id = p_operator AND actor = p_actor AND locked_at IS NOT NULL;
  RETURN CASE WHEN FOUND THEN audit.append(p_entry) END;
END
$$;

-- The smallest id of an entry of this time (RFC 9562: a UUIDv7 begins with its milliseconds).
CREATE OR REPLACE FUNCTION registry.entry_floor(p_at timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT (lpad(to_hex(floor(extract(epoch FROM p_at) * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid
$$;

-- Judges the lookups that are half an hour old and were not judged before: at most six hours in one call, and one
-- instance at a time. Answers the alarms that today did not have yet. Registrations that the actors in p_nobody signed
-- are decoys and prove no customer at the counter. No transaction lasts half an hour, so every signing is visible by
-- then.
CREATE OR REPLACE FUNCTION registry.judge_idle_lookups(p_now timestamptz, p_nobody text[])
  RETURNS TABLE (alarm_kind text, entry uuid) LANGUAGE plpgsql AS $$
DECLARE
  v_gap constant interval := interval '30 minutes';
  v_operator smallint;
  v_from timestamptz;
  v_to timestamptz;
BEGIN
  FOR v_operator IN SELECT o.operator_id FROM registry.operator o ORDER BY 1 LOOP
    PERFORM registry.enter(v_operator);
    INSERT INTO registry.idle_watch VALUES (v_operator, p_now - 2 * v_gap) ON CONFLICT DO NOTHING;
    SELECT w.checked_until INTO v_from FROM registry.idle_watch w WHERE w.operator_id = v_operator FOR UPDATE;
    v_to := least(p_now - v_gap, v_from + interval '6 hours');
    CONTINUE WHEN v_from >= v_to;
    RETURN QUERY
      WITH looked AS MATERIALIZED (
        SELECT e.entry_id, e.actor, e.store, e.at FROM audit.entry e
         WHERE e.entry_id >= registry.entry_floor(v_from) AND e.entry_id < registry.entry_floor(v_to)
           AND e.operator_id = v_operator AND e.role = '${role_clerk}' AND e.store IS NOT NULL AND e.decision = 'ALLOWED'
           AND e.act IN ('SUBJECT_LOOKED_UP', 'SUBJECT_MATCHED')),
      signed AS MATERIALIZED (
        SELECT e.store, e.at FROM audit.entry e
         WHERE e.entry_id >= registry.entry_floor(v_from - v_gap) AND e.entry_id < registry.entry_floor(v_to + v_gap)
           AND e.operator_id = v_operator AND e.role = '${role_clerk}' AND e.store IN (SELECT l.store FROM looked l)
           AND e.actor NOT IN (SELECT unnest(p_nobody))
           AND e.act IN ('REGISTRATION_SIGNED', 'REGISTRATION_PENDED', 'REGISTRATION_TO_REVIEW', 'REGISTRATION_REFUSED')),
      raised AS (
        INSERT INTO registry.access_alarm (operator_id, kind, actor, entry_id)
        SELECT DISTINCT ON (l.actor) v_operator, 'NO_REGISTRATION', l.actor, l.entry_id FROM looked l
         WHERE NOT EXISTS (
           SELECT FROM signed s WHERE s.store = l.store AND s.at BETWEEN l.at - v_gap AND l.at + v_gap)
         ORDER BY l.actor, l.entry_id
        ON CONFLICT DO NOTHING RETURNING kind, entry_id)
      SELECT r.kind, r.entry_id FROM raised r;
    UPDATE registry.idle_watch w SET checked_until = v_to WHERE w.operator_id = v_operator;
  END LOOP;
END
$$;
