-- Photos taken on site and copies of documents. An image is taken before its person is known, so it has a key of its own:
-- keyring.person_key under an id from the sequence of persons, which is also evidence_id.
CREATE TABLE registry.evidence (
  evidence_id     bigint   PRIMARY KEY,
  operator_id     smallint NOT NULL REFERENCES registry.operator,
  public_id       uuid     NOT NULL, -- the id of the entry that tells of its taking
  kind            text     NOT NULL CHECK (kind IN ('photo', 'copy')),
  sealed          bytea    NOT NULL,
  sealed_hash     bytea    NOT NULL GENERATED ALWAYS AS (sha256(sealed)) STORED,
  dealer_code     text     NOT NULL,
  store_code      text     NOT NULL,
  clerk           text     NOT NULL,
  client          text     NOT NULL,
  key             bytea    NOT NULL CHECK (octet_length(key) = 32),
  body_digest     bytea    NOT NULL,
  taken_at        timestamptz NOT NULL,
  leaf_hash       bytea    NOT NULL, -- of the entry that tells of its taking
  person_id       bigint,
  registration_id bigint,
  ordinal         smallint,
  referral_id     uuid,              -- kept for the police (R-18)
  entry_id        uuid     NOT NULL, -- of the entry that binds the row as it is now
  row_salt        bytea    NOT NULL CHECK (octet_length(row_salt) = 16),
  UNIQUE (operator_id, public_id),
  UNIQUE (operator_id, client, key),
  CHECK ((person_id IS NULL) = (registration_id IS NULL) AND (person_id IS NULL) = (ordinal IS NULL)),
  CHECK (person_id IS NULL OR referral_id IS NULL)
);
ALTER TABLE registry.evidence ALTER COLUMN sealed SET STORAGE EXTERNAL; -- ciphertext does not compress
CREATE UNIQUE INDEX evidence_of_registration_ix ON registry.evidence (person_id, registration_id, ordinal)
  WHERE person_id IS NOT NULL;
CREATE INDEX evidence_unused_ix ON registry.evidence (operator_id, taken_at)
  WHERE person_id IS NULL AND referral_id IS NULL;
-- For the limit on unused images of a clerk and of a store.
CREATE INDEX evidence_unused_of_store_ix ON registry.evidence (operator_id, dealer_code, store_code)
  WHERE person_id IS NULL;
CREATE INDEX evidence_unused_of_clerk_ix ON registry.evidence (operator_id, clerk)
  WHERE person_id IS NULL;
