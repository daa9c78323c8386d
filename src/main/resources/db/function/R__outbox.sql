-- The feed of events.
SET LOCAL check_function_bodies = off;

-- Gives positions to the committed events without one, then reads from a cursor. The lock makes one transaction at a
-- time place events, so that positions become visible in order. SM080: the cursor lies beyond the newest event, as it
-- does after a restore.
CREATE OR REPLACE FUNCTION registry.read_events(p_operator smallint, p_after bigint, p_most integer)
  RETURNS TABLE (event_position bigint, id uuid, event_kind text, subject uuid, event_detail text, at timestamptz)
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  IF EXISTS (SELECT FROM registry.event WHERE operator_id = p_operator AND position IS NULL) THEN
    PERFORM pg_advisory_xact_lock(hashtext('shiming.event'), p_operator);
    UPDATE registry.event e
       SET position = placed.position
      FROM (SELECT waiting.event_id,
                   row_number() OVER (ORDER BY waiting.occurred_at, waiting.event_id)
                   + coalesce((SELECT max(f.position) FROM registry.event f WHERE f.operator_id = p_operator), 0)
                   AS position
              FROM registry.event waiting
             WHERE waiting.operator_id = p_operator AND waiting.position IS NULL) placed
     WHERE e.operator_id = p_operator AND e.event_id = placed.event_id AND e.position IS NULL;
  END IF;
  IF p_after > coalesce((SELECT max(f.position) FROM registry.event f WHERE f.operator_id = p_operator), 0) THEN
    RAISE EXCEPTION 'the cursor lies beyond the newest event' USING ERRCODE = 'SM080';
  END IF;
  RETURN QUERY
    SELECT e.position, e.event_id, e.kind, e.subject_id, e.detail, e.occurred_at
      FROM registry.event e
     WHERE e.operator_id = p_operator AND e.position > p_after
     ORDER BY e.position
     LIMIT p_most;
END
$$;
