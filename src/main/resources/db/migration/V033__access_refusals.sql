-- Refusals of one actor beyond a rate are counted and summed to one entry a minute (decision 082).

-- How many entries of refusals an actor has in the current minute.
CREATE TABLE registry.refusal_rate (
  operator_id smallint    NOT NULL,
  actor       text        NOT NULL,
  minute      timestamptz NOT NULL,
  entries     integer     NOT NULL,
  PRIMARY KEY (operator_id, actor)
) WITH (fillfactor = 50);

-- Refusals beyond the rate that have no entry yet.
CREATE TABLE registry.refusal_sum (
  operator_id smallint    NOT NULL,
  actor       text        NOT NULL,
  minute      timestamptz NOT NULL,
  act         text        NOT NULL,
  reason      text        NOT NULL,
  client      text        NOT NULL,
  role        text        NOT NULL,
  refusals    bigint      NOT NULL CHECK (refusals > 0),
  PRIMARY KEY (operator_id, actor, minute, act, reason)
) WITH (fillfactor = 50);
