-- A person is erased two years after the last service has ended (Order 25 article 11), or some days after an application
-- that came to nothing: first the rows, with an entry for each registration, then the key. A legal hold prevents it.
CREATE SEQUENCE registry.legal_hold_ids CACHE 32;
CREATE TABLE registry.legal_hold (
  person_id   bigint   NOT NULL,
  hold_id     bigint   NOT NULL DEFAULT nextval('registry.legal_hold_ids'),
  operator_id smallint NOT NULL,
  case_ref    text     NOT NULL CHECK (case_ref ~ '^[A-Za-z0-9._/-]{1,64}$'),
  placed_at   timestamptz NOT NULL,
  lift_asked_by   text, -- one officer asks for its end, another of another unit agrees within a day
  lift_asked_unit text,
  lift_asked_at   timestamptz CHECK ((lift_asked_at IS NULL) = (lift_asked_by IS NULL AND lift_asked_unit IS NULL)),
  lifted_by       text CHECK (lifted_by <> lift_asked_by),
  lifted_unit     text CHECK (lifted_unit <> lift_asked_unit),
  lifted_at       timestamptz
    CHECK ((lifted_at IS NULL) = (lifted_by IS NULL AND lifted_unit IS NULL) AND (lifted_at IS NULL OR lift_asked_at IS NOT NULL)),
  PRIMARY KEY (person_id, hold_id)
);
CREATE UNIQUE INDEX one_hold_a_case ON registry.legal_hold (person_id, case_ref) WHERE lifted_at IS NULL;

-- Persons whose rows are deleted and whose key is still to be destroyed. After a crash between the two the work continues.
CREATE TABLE registry.erasure (
  person_id    bigint   PRIMARY KEY,
  operator_id  smallint NOT NULL,
  begun_at     timestamptz NOT NULL,
  taken_until  timestamptz, -- reserved by one instance until then
  ended_at     timestamptz
);
CREATE INDEX erasure_unended_ix ON registry.erasure (operator_id) WHERE ended_at IS NULL;
