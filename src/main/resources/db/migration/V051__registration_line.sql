-- Every change of a line, and the answer to its caller.
CREATE SEQUENCE registry.line_change_ids CACHE 32;
CREATE TABLE registry.line_change (
  person_id       bigint   NOT NULL,
  change_id       bigint   NOT NULL DEFAULT nextval('registry.line_change_ids'),
  operator_id     smallint NOT NULL,
  registration_id bigint   NOT NULL,
  client          text,
  key             bytea CHECK (octet_length(key) = 32),
  change          text     NOT NULL,
  reason          text,
  status          text     NOT NULL,
  changed_at      timestamptz NOT NULL,
  entry_id        uuid     NOT NULL,
  leaf_hash       bytea    NOT NULL,
  PRIMARY KEY (person_id, change_id),
  FOREIGN KEY (person_id, registration_id) REFERENCES registry.registration
);
CREATE INDEX line_change_registration_ix ON registry.line_change (person_id, registration_id);

-- A number that continues under another registration: relocated, reissued, transferred to another holder. The old line is
-- closed and the new one signed in one transaction; this row links the two and is bound to the new one's entry.
CREATE TABLE registry.succession (
  person_id       bigint   NOT NULL,
  registration_id bigint   NOT NULL,
  operator_id     smallint NOT NULL,
  event           text     NOT NULL,
  predecessor     uuid     NOT NULL, -- public id: it may be another person's, who is erased at another time
  release_ref     text,              -- the former holder's signed release, for a transfer
  acted_by        text CHECK (acted_by IN ('handler', 'guardian', 'agent', 'kin')), -- in the former holder's place
  death_ref       text,              -- the death certificate, if the former holder has died
  entry_id        uuid     NOT NULL,
  row_salt        bytea    NOT NULL CHECK (octet_length(row_salt) = 16),
  PRIMARY KEY (person_id, registration_id),
  FOREIGN KEY (person_id, registration_id) REFERENCES registry.registration,
  CHECK ((release_ref IS NULL) = (event <> 'transfer')),
  CHECK (coalesce(acted_by = 'kin', false) = (death_ref IS NOT NULL))
);
CREATE INDEX succession_predecessor_ix ON registry.succession (predecessor); -- what a number went to

-- A second verification of a line under suspicion: a day to pass it, else the line is suspended (joint notice of 2021).
CREATE SEQUENCE registry.reverification_ids CACHE 32;
CREATE TABLE registry.reverification (
  person_id       bigint   NOT NULL,
  task_id         bigint   NOT NULL DEFAULT nextval('registry.reverification_ids'),
  operator_id     smallint NOT NULL,
  registration_id bigint   NOT NULL,
  public_id       uuid     NOT NULL,
  cause           text     NOT NULL CHECK (cause ~ '^[a-z_]{1,40}$'),
  client          text     NOT NULL,
  key             bytea    NOT NULL CHECK (octet_length(key) = 32),
  opened_at       timestamptz NOT NULL,
  due_at          timestamptz NOT NULL,
  outcome         text     CHECK (outcome IN ('PASSED', 'EXPIRED')),
  decided_at      timestamptz,
  entry_id        uuid     NOT NULL,
  leaf_hash       bytea    NOT NULL,
  PRIMARY KEY (person_id, task_id),
  FOREIGN KEY (person_id, registration_id) REFERENCES registry.registration
);
CREATE UNIQUE INDEX one_open_reverification ON registry.reverification (person_id, registration_id)
  WHERE outcome IS NULL;
CREATE INDEX reverification_due_ix ON registry.reverification (operator_id, due_at) WHERE outcome IS NULL;
