-- What one person alone may not decide: an authority's order, the emergency without one, and the data of a minor.

CREATE TABLE registry.lawful_case (
  operator_id   smallint    NOT NULL REFERENCES registry.operator,
  case_ref      text        NOT NULL CHECK (case_ref ~ '^[A-Za-z0-9._-]{1,64}$'),
  authority     text        NOT NULL CHECK (length(authority) BETWEEN 2 AND 128),
  document_no   text        NOT NULL CHECK (length(document_no) BETWEEN 1 AND 64),
  provision     text        NOT NULL CHECK (length(provision) BETWEEN 2 AND 128), -- the law the authority acts on
  fields        text[]      NOT NULL,
  valid_from    timestamptz NOT NULL,
  valid_to      timestamptz NOT NULL CHECK (valid_to > valid_from),
  max_uses      integer     NOT NULL CHECK (max_uses BETWEEN 1 AND 1000),
  used          integer     NOT NULL DEFAULT 0 CHECK (used BETWEEN 0 AND max_uses),
  filed_by      text        NOT NULL,
  filed_unit    text        NOT NULL,
  filed_at      timestamptz NOT NULL DEFAULT now(),
  approved_by   text        CHECK (approved_by <> filed_by),
  approved_unit text        CHECK (approved_unit <> filed_unit),
  approved_at   timestamptz CHECK ((approved_at IS NULL) = (approved_by IS NULL AND approved_unit IS NULL)),
  PRIMARY KEY (operator_id, case_ref)
) WITH (fillfactor = 70);

-- The persons that the order names, and the registrations of others in which they acted. They are resolved when it is filed;
-- the numbers and documents are not kept.
CREATE TABLE registry.lawful_case_subject (
  person_id       bigint   NOT NULL,
  operator_id     smallint NOT NULL,
  case_ref        text     NOT NULL,
  registration_id bigint   NOT NULL DEFAULT 0, -- 0: every registration of the person
  PRIMARY KEY (person_id, operator_id, case_ref, registration_id),
  FOREIGN KEY (operator_id, case_ref) REFERENCES registry.lawful_case
);

CREATE TABLE registry.break_glass (
  operator_id smallint    NOT NULL REFERENCES registry.operator,
  glass_id    uuid        NOT NULL,
  actor       text        NOT NULL,
  unit        text        NOT NULL,
  cause       text        NOT NULL CHECK (cause IN ('LIFE_IN_DANGER', 'SYSTEM_OF_CASES_DOWN')),
  opened_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  used        integer     NOT NULL DEFAULT 0, -- lookups
  closed_by   text        CHECK (closed_by <> actor),
  closed_unit text        CHECK (closed_unit <> unit),
  closed_at   timestamptz CHECK ((closed_at IS NULL) = (closed_by IS NULL AND closed_unit IS NULL)),
  PRIMARY KEY (operator_id, glass_id)
);
CREATE INDEX break_glass_open_ix ON registry.break_glass (operator_id, actor) WHERE closed_at IS NULL;

-- Which reference stands for which target in an emergency: each person, line or registration has a reference of its own.
-- The target is the keyed index, or the registration's public id, that was asked for; it reveals nothing.
CREATE TABLE registry.break_glass_use (
  operator_id smallint    NOT NULL,
  glass_id    uuid        NOT NULL,
  case_ref    text        NOT NULL CHECK (length(case_ref) BETWEEN 1 AND 64),
  target      bytea       NOT NULL,
  used_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (operator_id, glass_id, case_ref),
  FOREIGN KEY (operator_id, glass_id) REFERENCES registry.break_glass
);

-- A lookup of a minor that waits for a manager, or that a manager approved for a day.
CREATE TABLE registry.minor_access (
  person_id    bigint      NOT NULL,
  operator_id  smallint    NOT NULL REFERENCES registry.operator,
  access_id    uuid        NOT NULL,
  actor        text        NOT NULL,
  asked_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  approved_by  text        CHECK (approved_by <> actor),
  approved_at  timestamptz CHECK ((approved_at IS NULL) = (approved_by IS NULL)),
  PRIMARY KEY (person_id, operator_id, access_id)
);
CREATE INDEX minor_access_ix ON registry.minor_access (operator_id, access_id);
