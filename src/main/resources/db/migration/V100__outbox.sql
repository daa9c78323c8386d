-- Events, written in the transaction of their act. The position in the feed is given later, to events that are committed: a
-- late commit gets a later position, so no reader's cursor has passed it.
CREATE TABLE registry.event (
  operator_id smallint NOT NULL REFERENCES registry.operator,
  event_id    uuid     NOT NULL,
  position    bigint,
  kind        text     NOT NULL,
  subject_id  uuid     NOT NULL, -- the registration it is about: an opaque id, nothing personal
  detail      text,
  occurred_at timestamptz NOT NULL
) WITH (fillfactor = 80);
-- An event is found by its id until it is placed, and by its position afterwards: it is in one of the two indexes.
CREATE UNIQUE INDEX event_unplaced_ix ON registry.event (operator_id, event_id) WHERE position IS NULL;
CREATE UNIQUE INDEX event_placed_ix ON registry.event (operator_id, position) WHERE position IS NOT NULL;
