-- Each table of a person has person_id first in its key, so that it can be distributed by person. Ids come from sequences by
-- name: an identity column belongs to one database.
-- Personal data is in the columns sealed only; every other column is an index, a code, a time or an opaque id.
-- An entry id beside a salt: the log's entry of the write holds the salted digest of what was written, and a sweep compares
-- the two (decision 031).
-- Two hash domains: the directories (person by document, number_directory, past_tenure, idempotency) lie by operator and
-- index, all else by person_id. No constraint leads from one to the other.
CREATE SEQUENCE registry.person_ids CACHE 32;
CREATE SEQUENCE registry.registration_ids CACHE 32;

-- One row for each document. The documents of one person are joined (registry.person_join): their rows name one of them, the
-- head, and the head's row counts the cards of all. A registration stays with the document that it was signed with.
CREATE TABLE registry.person (
  person_id      bigint   PRIMARY KEY DEFAULT nextval('registry.person_ids'),
  operator_id    smallint NOT NULL REFERENCES registry.operator,
  document_index bytea    NOT NULL CHECK (octet_length(document_index) = 32),
  index_version  smallint NOT NULL,
  organisation   boolean  NOT NULL DEFAULT false, -- its lines do not count as cards
  -- The statutory number: five active or suspended mobile cards with one operator (N-5, AF-10a).
  mobile_lines   smallint NOT NULL DEFAULT 0,
  -- More than five only where a join has brought together what was opened before; it sinks with every card returned.
  card_ceiling   smallint NOT NULL DEFAULT 5 CHECK (card_ceiling >= 5),
  joined_to      bigint CHECK (joined_to < person_id), -- the head, which has the smallest id; null: the row is its own head
  created_at     timestamptz NOT NULL,
  UNIQUE (operator_id, document_index),
  CONSTRAINT no_sixth_card CHECK (mobile_lines BETWEEN 0 AND card_ceiling),
  CONSTRAINT the_head_counts CHECK (joined_to IS NULL OR (mobile_lines = 0 AND card_ceiling = 5 AND NOT organisation))
) WITH (fillfactor = 85);
CREATE INDEX person_joined_ix ON registry.person (joined_to) WHERE joined_to IS NOT NULL;

-- One wide row for each registration (decision 097): the contract, the consent, the verification, the line and the first
-- identity. Each part is bound to an entry of its own. The views service_line, verification, consent and identity_version
-- show the parts as rows.
CREATE TABLE registry.registration (
  person_id       bigint   NOT NULL,
  registration_id bigint   NOT NULL DEFAULT nextval('registry.registration_ids'),
  operator_id     smallint NOT NULL,
  public_id       uuid     NOT NULL,
  status          text     NOT NULL CHECK (status IN (
    'PENDING', 'REVIEW', 'ACTIVE', 'REFUSED', 'EXPIRED', 'INCOMPLETE', 'SUSPENDED_UNREGISTERED', 'SUPPLEMENTED')),
  code            text     CHECK ((code IS NOT NULL) = (status IN ('REFUSED', 'EXPIRED'))),
  contract_ref    text     NOT NULL,
  event           text     NOT NULL,
  service_type    text     NOT NULL CHECK (service_type IN ('mobile', 'fixed', 'internet', 'iot')),
  product_class   text     CHECK (product_class IN ('voice-line', '400', 'one-number', 'switchboard', 'iot')),
  number_index    bytea    NOT NULL CHECK (octet_length(number_index) = 32),
  index_version   smallint NOT NULL,
  capture_method  text     NOT NULL,
  capture_device  text,
  dealer_code     text     NOT NULL,
  store_code      text     NOT NULL,
  clerk           text     NOT NULL,
  signature_kind  text     CHECK (signature_kind IN ('image', 'electronic')),
  signature_ref   text     CHECK ((signature_ref IS NULL) = (signature_kind IS NULL)),
  signed_at       timestamptz NOT NULL,
  decided_at      timestamptz,
  entry_id        uuid     NOT NULL, -- of the entry that made the row what it is
  leaf_hash       bytea    NOT NULL,
  contract_entry_id uuid   NOT NULL, -- of the entry that carries the digest of the contract's columns
  contract_salt   bytea    NOT NULL,
  -- The first identity. A correction is a row of corrected_identity.
  sealed            bytea       NOT NULL,
  sealed_at         timestamptz NOT NULL,
  identity_entry_id uuid        NOT NULL,
  identity_salt     bytea       NOT NULL,
  -- The consent; null in a registration from before the duty of true identity.
  notice_version   text,
  language         text,
  acknowledged_at  timestamptz,
  risk_notice      boolean, -- warned against lending or selling cards (AF-30)
  separate_consent boolean, -- to photo, face and a child's data, apart from all else (PI-28 to PI-30)
  -- The verification that was passed.
  verification_result   text CHECK (verification_result = 'MATCH'),
  verification_provider text,
  check_id              text,
  checked_at            timestamptz,
  -- The line. Columns that change are bound to a new entry with each change (decision 058).
  line_status   text CHECK (line_status IN ('ACTIVE', 'SUSPENDED', 'RESTRICTED', 'CLOSED')),
  line_reason   text CHECK (line_reason ~ '^[a-z_]{1,40}$'),
  opened_at     timestamptz,
  activated_at  timestamptz, -- when the network activated it; never before the registration (Order 25 article 3)
  closed_at     timestamptz,
  line_entry_id uuid,
  line_salt     bytea,
  PRIMARY KEY (person_id, registration_id),
  CONSTRAINT salts_have_their_length CHECK (
    octet_length(contract_salt) = 16 AND octet_length(identity_salt) = 16 AND octet_length(line_salt) = 16),
  CONSTRAINT consent_is_whole CHECK (
    num_nulls(notice_version, language, acknowledged_at, risk_notice, separate_consent) IN (0, 5)),
  -- A line cannot exist without a passed verification, nor in parts.
  CONSTRAINT line_is_verified CHECK (
    CASE WHEN line_status IS NULL
         THEN num_nonnulls(line_reason, opened_at, activated_at, closed_at, line_entry_id, line_salt) = 0
         ELSE verification_result IS NOT NULL AND num_nulls(
           verification_provider, check_id, checked_at, opened_at, line_entry_id, line_salt) = 0 END),
  CONSTRAINT registered_before_it_lives CHECK (activated_at >= opened_at),
  CONSTRAINT closed_has_an_end CHECK ((closed_at IS NOT NULL) = (line_status = 'CLOSED'))
) WITH (fillfactor = 85);
ALTER TABLE registry.registration ALTER COLUMN sealed SET STORAGE EXTERNAL; -- ciphertext does not compress
CREATE INDEX registration_public_ix ON registry.registration (public_id);
CREATE INDEX registration_pending_ix ON registry.registration (operator_id, signed_at) WHERE status = 'PENDING';
CREATE INDEX registration_review_ix ON registry.registration (operator_id, signed_at) WHERE status = 'REVIEW';
CREATE INDEX registration_incomplete_ix ON registry.registration (operator_id, registration_id)
  WHERE status IN ('INCOMPLETE', 'SUSPENDED_UNREGISTERED');
CREATE INDEX registration_came_to_nothing_ix ON registry.registration (operator_id, decided_at)
  WHERE status IN ('REFUSED', 'EXPIRED');
CREATE INDEX registration_line_ended_ix ON registry.registration (operator_id, closed_at) WHERE line_status = 'CLOSED';

-- Append-only: version 2 and later of an identity. Version 1 is in the registration. The columns behind row_salt say what the
-- correction was made for and who checked it, and hold the answer to its caller.
CREATE TABLE registry.corrected_identity (
  person_id       bigint   NOT NULL,
  registration_id bigint   NOT NULL,
  version         integer  NOT NULL CHECK (version > 1),
  operator_id     smallint NOT NULL,
  sealed          bytea    NOT NULL,
  created_at      timestamptz NOT NULL,
  entry_id        uuid     NOT NULL,
  row_salt        bytea    NOT NULL CHECK (octet_length(row_salt) = 16),
  fields          text     NOT NULL CHECK (length(fields) BETWEEN 1 AND 200), -- what differs from the version before
  reason          text     NOT NULL CHECK (reason ~ '^[a-z_]{1,40}$'),
  source          text     NOT NULL CHECK (source ~ '^[a-z_]{1,40}$'),
  case_ref        text,
  corrected_by    text     NOT NULL,
  second_person   text,
  provider        text     NOT NULL, -- the authority that confirmed the document, its check and the time
  check_id        text     NOT NULL,
  checked_at      timestamptz NOT NULL,
  client          text     NOT NULL,
  key             bytea    NOT NULL CHECK (octet_length(key) = 32),
  leaf_hash       bytea    NOT NULL,
  PRIMARY KEY (person_id, registration_id, version),
  FOREIGN KEY (person_id, registration_id) REFERENCES registry.registration
);
ALTER TABLE registry.corrected_identity ALTER COLUMN sealed SET STORAGE EXTERNAL; -- ciphertext does not compress

-- Who acted in a registration beside its subscriber, found by the own document. The person's data are in the sealed identity
-- of the registration; a row has the keyed index only. registry.sign writes it; it goes with the registration's person.
CREATE TABLE registry.party (
  person_id       bigint   NOT NULL, -- of the registration, not of the party
  registration_id bigint   NOT NULL,
  role            text     NOT NULL CHECK (role IN ('guardian', 'agent', 'handler', 'responsible', 'user', 'formerHolderBy')),
  operator_id     smallint NOT NULL,
  document_index  bytea    NOT NULL CHECK (octet_length(document_index) = 32),
  index_version   smallint NOT NULL,
  acted_from      timestamptz NOT NULL,
  acted_until     timestamptz CHECK (acted_until >= acted_from), -- null: as long as the registration's line
  entry_id        uuid     NOT NULL,
  row_salt        bytea    NOT NULL CHECK (octet_length(row_salt) = 16),
  PRIMARY KEY (person_id, registration_id, role),
  FOREIGN KEY (person_id, registration_id) REFERENCES registry.registration
);
CREATE INDEX party_document_ix ON registry.party (operator_id, document_index);

-- The second hash domain: the holder of a number now. The row goes when the number is free again, so that the number
-- can be reissued.
CREATE TABLE registry.number_directory (
  operator_id     smallint NOT NULL,
  number_index    bytea    NOT NULL CHECK (octet_length(number_index) = 32),
  index_version   smallint NOT NULL,
  person_id       bigint   NOT NULL,
  registration_id bigint   NOT NULL,
  free_at         timestamptz, -- of a closed line: the end of the number's quarantine
  PRIMARY KEY (operator_id, number_index)
);
CREATE INDEX number_directory_quarantined ON registry.number_directory (operator_id, free_at) WHERE free_at IS NOT NULL;

-- The holders before: when the directory gives a number free, its row moves here, and it goes with the person's record. How
-- long the tenure was is told by the line, which is bound to the log.
CREATE TABLE registry.past_tenure (
  operator_id     smallint NOT NULL,
  number_index    bytea    NOT NULL CHECK (octet_length(number_index) = 32),
  index_version   smallint NOT NULL,
  person_id       bigint   NOT NULL,
  registration_id bigint   NOT NULL,
  PRIMARY KEY (operator_id, number_index, person_id, registration_id)
);
CREATE INDEX past_tenure_person_ix ON registry.past_tenure (person_id); -- what an erasure deletes

-- One row for each write: a retry with the same key finds what the first did. It holds no body, only a keyed digest of it.
CREATE TABLE registry.idempotency (
  operator_id     smallint NOT NULL,
  client          text     NOT NULL,
  key             bytea    NOT NULL CHECK (octet_length(key) = 32),
  body_digest     bytea    NOT NULL,
  person_id       bigint   NOT NULL,
  registration_id bigint   NOT NULL,
  created_at      timestamptz NOT NULL,
  kept_since      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (operator_id, client, key)
);
CREATE INDEX idempotency_age_ix ON registry.idempotency (operator_id, kept_since);
