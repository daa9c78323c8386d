-- Events, written in the transaction of the act. A position in the feed is given later, by existence: an event that
-- commits late gets a later position, and no reader's cursor can have passed it.
CREATE TABLE registry.event (
  operator_id smallint NOT NULL REFERENCES registry.operator,
  event_id    uuid     NOT NULL,
  position    bigint,
  kind        text     NOT NULL,
  subject_id  uuid     NOT NULL, -- the registration it is about: an opaque id, nothing personal
  detail      text,
  occurred_at timestamptz NOT NULL,
  PRIMARY KEY (operator_id, event_id),
  UNIQUE (operator_id, position)
) WITH (fillfactor = 80);
CREATE INDEX event_unplaced_ix ON registry.event (operator_id) WHERE position IS NULL;

ALTER TABLE registry.event ENABLE ROW LEVEL SECURITY;
ALTER TABLE registry.event FORCE ROW LEVEL SECURITY;
CREATE POLICY own_operator ON registry.event TO shiming_service
  USING (operator_id = registry.current_operator());

-- Gives positions to the committed events that have none, then reads on from a cursor. The lock makes the one who
-- places events the only one until its commit, so positions become visible in order. SM080: the cursor lies beyond the
-- newest event, as after a restore.
CREATE FUNCTION registry.read_events(p_operator smallint, p_after bigint, p_most integer)
  RETURNS TABLE (event_position bigint, id uuid, event_kind text, subject uuid, event_detail text, at timestamptz)
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
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
     WHERE e.operator_id = p_operator AND e.event_id = placed.event_id;
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
