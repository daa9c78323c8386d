-- A clerk who looks somebody up in a store that signs nothing for half an hour before and after: nobody stood at the
-- counter. Told from the log afterwards, so that neither a look-up nor a signing pays for it.
CREATE TABLE registry.idle_watch (
  operator_id   smallint    PRIMARY KEY REFERENCES registry.operator,
  checked_until timestamptz NOT NULL -- look-ups before this have been judged
);
ALTER TABLE registry.idle_watch ENABLE ROW LEVEL SECURITY;
ALTER TABLE registry.idle_watch FORCE ROW LEVEL SECURITY;
CREATE POLICY own_operator ON registry.idle_watch TO shiming_service USING (operator_id = registry.current_operator());

-- The smallest id of an entry of this time (RFC 9562: a UUIDv7 begins with its milliseconds).
CREATE FUNCTION registry.entry_floor(p_at timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT (lpad(to_hex(floor(extract(epoch FROM p_at) * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid
$$;

-- Judges what half an hour has passed over since the last time, six hours at once at most, for one instance at a time; the
-- alarms that today did not have yet. What nobody signed, those for decoys, is no work. The half hour is far longer than a transaction may last: nothing commits too late.
CREATE FUNCTION registry.judge_idle_lookups(p_now timestamptz, p_nobody text[])
  RETURNS TABLE (alarm_kind text, entry uuid) LANGUAGE plpgsql AS $$
DECLARE
  v_gap constant interval := interval '30 minutes';
  v_operator smallint;
  v_from timestamptz;
  v_to timestamptz;
BEGIN
  FOR v_operator IN SELECT o.operator_id FROM registry.operator o ORDER BY 1 LOOP
    PERFORM set_config('shiming.operator', v_operator::text, true);
    INSERT INTO registry.idle_watch VALUES (v_operator, p_now - 2 * v_gap) ON CONFLICT DO NOTHING;
    SELECT w.checked_until INTO v_from FROM registry.idle_watch w WHERE w.operator_id = v_operator FOR UPDATE;
    v_to := least(p_now - v_gap, v_from + interval '6 hours');
    CONTINUE WHEN v_from >= v_to;
    RETURN QUERY
      WITH looked AS MATERIALIZED (
        SELECT e.entry_id, e.actor, e.store, e.at FROM audit.entry e
         WHERE e.entry_id >= registry.entry_floor(v_from) AND e.entry_id < registry.entry_floor(v_to)
           AND e.operator_id = v_operator AND e.role = 'clerk' AND e.store IS NOT NULL AND e.decision = 'ALLOWED'
           AND e.act IN ('SUBJECT_LOOKED_UP', 'SUBJECT_MATCHED')),
      signed AS MATERIALIZED (
        SELECT e.store, e.at FROM audit.entry e
         WHERE e.entry_id >= registry.entry_floor(v_from - v_gap) AND e.entry_id < registry.entry_floor(v_to + v_gap)
           AND e.operator_id = v_operator AND e.role = 'clerk' AND e.store IN (SELECT l.store FROM looked l)
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
