-- That two documents are one person's: a join. It is kept with a registration of the one document, whose entries tell of it.
-- The rows of a person are those that open joins lead to, directly or over others (registry.joined_with).
CREATE TABLE registry.person_join (
  person_id       bigint   NOT NULL,
  registration_id bigint   NOT NULL,
  ordinal         integer  NOT NULL CHECK (ordinal > 0), -- of the joins of this registration
  operator_id     smallint NOT NULL,
  join_id         uuid     NOT NULL,
  other_person    bigint   NOT NULL CHECK (other_person <> person_id),
  other_registration bigint NOT NULL,
  basis           text     NOT NULL CHECK (basis IN ('AUTHORITY', 'COUNTER', 'CASE')),
  case_ref        text     CHECK ((case_ref IS NOT NULL) = (basis = 'CASE')),
  -- Both documents as operators and authorities speak of them (decision 054): a sanction on one holds for the other. Null
  -- where no key is agreed on.
  digest          text     CHECK (digest ~ '^[0-9a-f]{64}$'),
  other_digest    text     CHECK (other_digest ~ '^[0-9a-f]{64}$'),
  joined_by       text     NOT NULL,
  agreed_by       text     CHECK ((agreed_by IS NOT NULL) = (basis = 'COUNTER') AND agreed_by <> joined_by),
  joined_at       timestamptz NOT NULL,
  ended_case      text,
  ended_by        text,
  ended_at        timestamptz CHECK (ended_at >= joined_at),
  entry_id        uuid     NOT NULL,
  row_salt        bytea    NOT NULL CHECK (octet_length(row_salt) = 16),
  PRIMARY KEY (person_id, registration_id, ordinal),
  FOREIGN KEY (person_id, registration_id) REFERENCES registry.registration,
  CHECK (num_nulls(ended_case, ended_by, ended_at) IN (0, 3))
);
CREATE INDEX person_join_id_ix ON registry.person_join (join_id);
CREATE INDEX person_join_other_ix ON registry.person_join (other_person);
