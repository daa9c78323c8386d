-- Quotas: how often a caller may do something, counted over every instance by the database's clock.
SET LOCAL check_function_bodies = off;

-- Takes one use from each window, or raises SM020 with the seconds to wait; the rollback then returns what was taken.
-- All callers pass the windows in the same order, so that no two of them deadlock. A use that waited for the row counts
-- in the newest slot of the row, even if that slot began during the wait.
CREATE OR REPLACE FUNCTION registry.take_quota(p_operator smallint, p_holders text[], p_spans integer[], p_limits integer[])
  RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_now constant double precision := extract(epoch FROM clock_timestamp()); -- one reading for all windows
  v_none constant integer[] := array_fill(0, ARRAY[24]);
  v_slot bigint;
  v_wait integer;
BEGIN
  FOR i IN 1 .. cardinality(p_holders) LOOP
    v_slot := floor(v_now * 24 / p_spans[i]);
    INSERT INTO registry.lookup_quota AS q (operator_id, holder, span, newest, uses, latest, earlier)
    VALUES (p_operator, p_holders[i], p_spans[i], v_slot, 1, 1, v_none)
    ON CONFLICT (operator_id, holder, span) DO UPDATE
       SET newest = greatest(q.newest, v_slot),
           uses = 1 + CASE WHEN v_slot <= q.newest THEN q.uses
                           ELSE registry.total(registry.aged(q.earlier, q.latest, v_slot - q.newest)) END,
           latest = 1 + CASE WHEN v_slot <= q.newest THEN q.latest ELSE 0 END,
           earlier = CASE WHEN v_slot <= q.newest THEN q.earlier
                          ELSE registry.aged(q.earlier, q.latest, v_slot - q.newest) END
     WHERE p_limits[i] > CASE WHEN v_slot <= q.newest THEN q.uses
                              ELSE registry.total(registry.aged(q.earlier, q.latest, v_slot - q.newest)) END;
    IF NOT FOUND THEN
      SELECT ceil((q.newest - s.age + 26) * q.span / 24.0 - v_now) INTO v_wait -- until the oldest use is forgotten
        FROM registry.lookup_quota q, unnest(q.latest || q.earlier) WITH ORDINALITY AS s (uses, age)
       WHERE q.operator_id = p_operator AND q.holder = p_holders[i] AND q.span = p_spans[i] AND s.uses > 0
         AND q.newest - s.age + 26 > v_slot
       ORDER BY s.age DESC LIMIT 1;
      RAISE EXCEPTION 'quota' USING ERRCODE = 'SM020', DETAIL = greatest(v_wait, 1)::text;
    END IF;
  END LOOP;
END
$$;

-- The earlier slots after p_passed slots have passed. In PL/pgSQL: SQL would be inlined and set up in each lookup.
CREATE OR REPLACE FUNCTION registry.aged(p_earlier integer[], p_latest integer, p_passed bigint) RETURNS integer[]
  LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN (array_fill(0, ARRAY[least(p_passed, 25)::integer - 1]) || p_latest || p_earlier)[1:24];
END
$$;

CREATE OR REPLACE FUNCTION registry.total(p_slots integer[]) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  v_total integer := 0;
  v_uses integer;
BEGIN
  FOREACH v_uses IN ARRAY p_slots LOOP
    v_total := v_total + v_uses;
  END LOOP;
  RETURN v_total;
END
$$;

-- Raises SM052 while a window of the actor's telling refusals is full. Counts nothing.
CREATE OR REPLACE FUNCTION registry.must_have_probes_left(
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
      RAISE EXCEPTION 'probes' USING ERRCODE = 'SM052', DETAIL = ceil(v_quota.span / 24.0)::text;
    END IF;
  END LOOP;
END
$$;

-- Counts a refusal, or a negative answer, that tells something about a person or a number. SM020: the window is full.
-- With the entry of the refusal and the indexes of a number it also records a run of neighbouring numbers. Answers the
-- alarms that it raised.
CREATE OR REPLACE FUNCTION registry.count_probe(
    p_operator smallint, p_actor text, p_holders text[], p_spans integer[], p_limits integer[], p_entry_id uuid,
    p_entry bytea, p_indexes bytea[] DEFAULT NULL, p_neighbours bytea[] DEFAULT NULL)
  RETURNS TABLE (alarms text, entry_leaf bytea) LANGUAGE plpgsql AS $$
DECLARE
  v_run integer;
BEGIN
  PERFORM registry.enter(p_operator);
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

-- Binds the second reviewer's token to this request and counts it. The same request may be repeated. SM050: the token
-- is bound to another request. SM051: the reviewer's quota is used up, with the seconds to wait. A token is valid for a
-- quarter of an hour; each first use deletes up to three rows that are older than a day.
CREATE OR REPLACE FUNCTION registry.use_second_reviewer(
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
  IF pg_try_advisory_xact_lock(hashtext('shiming.reviewer_use'), p_operator) THEN -- one at a time: no deadlock
    DELETE FROM registry.reviewer_use u
     WHERE u.operator_id = p_operator AND u.token_digest IN (
       SELECT o.token_digest FROM registry.reviewer_use o
        WHERE o.operator_id = p_operator AND o.used_at < clock_timestamp() - interval '1 day'
        ORDER BY o.used_at LIMIT 3);
  END IF;
END
$$;
