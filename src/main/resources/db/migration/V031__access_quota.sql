-- Uses of the last span seconds in 25 slots of a 24th of it. Any window of that length lies within them, so no window has
-- more uses than the limit. A use is forgotten at most one slot late, never early. The newest slot has a column of its own,
-- so that within a slot only two numbers change.
CREATE TABLE registry.lookup_quota (
  operator_id smallint  NOT NULL REFERENCES registry.operator,
  holder      text      NOT NULL, -- the kind of the window and its holder: actor:ID, store:CODE, person:ID, full:ID, probe:ID ...
  span        integer   NOT NULL CHECK (span > 0),
  newest      bigint    NOT NULL, -- the newest slot, counted from 1970
  uses        integer   NOT NULL, -- in all slots
  latest      integer   NOT NULL, -- in the newest
  earlier     integer[] NOT NULL CHECK (cardinality(earlier) = 24), -- in the others, from the newest to the oldest
  PRIMARY KEY (operator_id, holder, span)
) WITH (fillfactor = 50);

-- A second reviewer's token and the one request that it is bound to. Both are digests.
CREATE TABLE registry.reviewer_use (
  operator_id    smallint    NOT NULL REFERENCES registry.operator,
  token_digest   bytea       NOT NULL CHECK (octet_length(token_digest) = 32),
  request_digest bytea       NOT NULL,
  used_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (operator_id, token_digest)
);
CREATE INDEX reviewer_use_over_ix ON registry.reviewer_use (operator_id, used_at);
