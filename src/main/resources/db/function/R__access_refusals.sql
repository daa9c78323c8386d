-- Refusals of one actor beyond a rate are counted and summed to one entry a minute (decision 082).
SET LOCAL check_function_bodies = off;

-- Appends the entry of a refusal, unless its actor has had p_most entries in this minute: then answers in how many
-- milliseconds the minute ends. The minute is the database's, so the rate is exact over all instances.
CREATE OR REPLACE FUNCTION registry.append_refusal(p_operator smallint, p_actor text, p_most integer, p_entry bytea)
  RETURNS TABLE (entry_leaf bytea, minute_ends_in integer) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  INSERT INTO registry.refusal_rate AS rate (operator_id, actor, minute, entries)
  VALUES (p_operator, p_actor, date_trunc('minute', clock_timestamp()), 1)
  ON CONFLICT (operator_id, actor) DO UPDATE
    SET minute = greatest(rate.minute, EXCLUDED.minute),
        entries = CASE WHEN rate.minute < EXCLUDED.minute THEN 1 ELSE rate.entries + 1 END
    WHERE rate.minute < EXCLUDED.minute OR rate.entries < p_most;
  IF FOUND THEN
    entry_leaf := audit.append(p_entry);
  ELSE
    minute_ends_in := 60000 - (extract(second FROM clock_timestamp()) * 1000)::integer;
  END IF;
  RETURN NEXT;
END
$$;

-- Adds what an instance has counted since its last call.
CREATE OR REPLACE FUNCTION registry.add_refusals(
    p_operator smallint, p_actors text[], p_acts text[], p_reasons text[], p_clients text[], p_roles text[],
    p_refusals integer[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  INSERT INTO registry.refusal_sum AS kept (operator_id, actor, minute, act, reason, client, role, refusals)
  SELECT p_operator, actor, date_trunc('minute', now()), act, reason, min(client), min(role), sum(refusals)
    FROM unnest(p_actors, p_acts, p_reasons, p_clients, p_roles, p_refusals)
           AS counted (actor, act, reason, client, role, refusals)
   GROUP BY actor, act, reason
   ORDER BY actor, act, reason -- the same order in every instance: no deadlock
  ON CONFLICT (operator_id, actor, minute, act, reason) DO UPDATE SET refusals = kept.refusals + EXCLUDED.refusals;
END
$$;

-- Sums of minutes that have ended. Statements that began in them are over (statement_timeout).
CREATE OR REPLACE FUNCTION registry.refusals_to_sum()
  RETURNS TABLE (operator smallint, actor text, minute timestamptz, act text, reason text, client text, role text,
                 refusals bigint)
  LANGUAGE plpgsql AS $$
BEGIN
  FOR operator IN SELECT o.operator_id FROM registry.operator o ORDER BY 1 LOOP
    PERFORM registry.enter(operator);
    RETURN QUERY
      SELECT s.operator_id, s.actor, s.minute, s.act, s.reason, s.client, s.role, s.refusals
        FROM registry.refusal_sum s
       WHERE s.operator_id = operator AND s.minute <= now() - interval '70 seconds'
       ORDER BY s.actor, s.minute, s.refusals DESC, s.act, s.reason;
  END LOOP;
END
$$;

-- Replaces the rows of one actor and minute by the entry with their number; false if another instance did it first.
CREATE OR REPLACE FUNCTION registry.append_refusal_sum(
    p_operator smallint, p_actor text, p_minute timestamptz, p_refusals integer, p_entry bytea) RETURNS boolean
  LANGUAGE plpgsql AS $$
DECLARE
  v_refusals bigint;
BEGIN
  PERFORM registry.enter(p_operator);
  WITH told AS (
    DELETE FROM registry.refusal_sum s
     WHERE s.operator_id = p_operator AND s.actor = p_actor AND s.minute = p_minute RETURNING s.refusals)
  SELECT sum(told.refusals) INTO v_refusals FROM told;
  IF v_refusals IS NULL THEN
    RETURN false;
  END IF;
  IF v_refusals <> p_refusals THEN
    RAISE EXCEPTION 'the refusals of a minute that has ended changed' USING ERRCODE = 'serialization_failure';
  END IF;
  PERFORM audit.append(p_entry);
  RETURN true;
END
$$;
