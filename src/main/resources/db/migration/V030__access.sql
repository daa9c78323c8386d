-- The operators that share the deployment. Every other table of registry names one in operator_id.
CREATE TABLE registry.operator (
  operator_id       smallint PRIMARY KEY CHECK (operator_id > 0),
  code              text     NOT NULL UNIQUE CHECK (code ~ '^[a-z0-9-]{2,32}$'),
  name              text     NOT NULL,
  -- Whether livePhoto may name a photo in an archive of the operator's own; otherwise it names one that is kept here (N-6).
  own_photo_archive boolean  NOT NULL DEFAULT false,
  -- How long the number of a closed line stays unassigned; each operator has agreed its own term.
  number_quarantine interval NOT NULL DEFAULT '0' CHECK (number_quarantine >= '0')
);

-- Answers of writes that are not signings: a retry with the same key finds the first answer. Nothing personal is in it.
-- kept_since is by the database's clock and created_at by the service's, here and in the other tables whose rows are
-- deleted after seven days (decision 059).
CREATE TABLE registry.write_once (
  operator_id smallint NOT NULL REFERENCES registry.operator,
  client      text     NOT NULL,
  key         bytea    NOT NULL CHECK (octet_length(key) = 32),
  body_digest bytea    NOT NULL,
  answer      text,
  created_at  timestamptz NOT NULL,
  kept_since  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (operator_id, client, key)
);
CREATE INDEX write_once_age_ix ON registry.write_once (operator_id, kept_since);
