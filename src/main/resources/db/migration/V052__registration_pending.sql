-- Why another person than the clerk must look at an application before the line goes live, and the decision.
CREATE TABLE registry.review (
  person_id       bigint   NOT NULL,
  registration_id bigint   NOT NULL,
  operator_id     smallint NOT NULL,
  reasons         text[]   NOT NULL CHECK (cardinality(reasons) > 0),
  asked_at        timestamptz NOT NULL,
  decision        text     CHECK (decision IN ('APPROVED', 'REFUSED')),
  reviewer        text,
  client          text,
  key             bytea CHECK (octet_length(key) = 32),
  body_digest     bytea,
  decided_at      timestamptz,
  entry_id        uuid,
  leaf_hash       bytea,
  PRIMARY KEY (person_id, registration_id),
  FOREIGN KEY (person_id, registration_id) REFERENCES registry.registration,
  CHECK (num_nulls(decision, reviewer, client, key, body_digest, decided_at, entry_id, leaf_hash) IN (0, 8))
);
CREATE UNIQUE INDEX review_key_ix ON registry.review (operator_id, client, key) WHERE key IS NOT NULL;

-- Forged and borrowed documents, for the police (R-18, ID Card Law). Of a refused applicant only a keyed digest of the
-- document is kept, and images if there are any (regulation section 4, row 18).
CREATE TABLE registry.referral (
  referral_id     uuid     PRIMARY KEY, -- the id of its entry
  operator_id     smallint NOT NULL REFERENCES registry.operator,
  reason          text     NOT NULL CHECK (reason IN ('FORGED', 'IMPERSONATION')),
  registration    uuid,                 -- if there was one already
  document_digest bytea    CHECK (octet_length(document_digest) = 32),
  dealer_code     text,
  store_code      text,
  reported_by     text     NOT NULL,
  client          text     NOT NULL,
  key             bytea    NOT NULL CHECK (octet_length(key) = 32),
  referred_at     timestamptz NOT NULL,
  UNIQUE (operator_id, client, key)
);
CREATE INDEX referral_by_time_ix ON registry.referral (operator_id, referred_at DESC);
