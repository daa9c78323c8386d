-- A notice is never changed, only followed by another version (Order 24 art. 8 and 9; PIPL art. 17).
-- Its elements: the six of Order 24 article 9 with the term of retention of PIPL article 17, the handler of the data, a
-- contact, and the rights. A notice that lacks one cannot be published.
CREATE TABLE registry.notice (
  operator_id    smallint NOT NULL REFERENCES registry.operator,
  version        text     NOT NULL CHECK (version ~ '^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$'),
  language       text     NOT NULL CHECK (language IN ('zh', 'en')),
  effective_from date     NOT NULL,
  effective_to   date,
  body           text     NOT NULL,
  elements       jsonb    NOT NULL,
  PRIMARY KEY (operator_id, version, language),
  CONSTRAINT notice_elements_check CHECK (
    btrim(coalesce(elements ->> 'handler', '')) <> ''
    AND btrim(coalesce(elements ->> 'contact', '')) <> ''
    AND btrim(coalesce(elements ->> 'purpose', '')) <> ''
    AND btrim(coalesce(elements ->> 'method', '')) <> ''
    AND btrim(coalesce(elements ->> 'scope', '')) <> ''
    AND btrim(coalesce(elements ->> 'access', '')) <> ''
    AND btrim(coalesce(elements ->> 'refusal', '')) <> ''
    AND btrim(coalesce(elements ->> 'retention', '')) <> ''
    AND btrim(coalesce(elements ->> 'rights', '')) <> '')
);

-- A consent is a part of the registration's row.
ALTER TABLE registry.registration ADD CONSTRAINT registration_notice_fkey
  FOREIGN KEY (operator_id, notice_version, language) REFERENCES registry.notice;

-- The separate consent of a registration (photo, face, copies, a child's data), withdrawn by its holder (PIPL article 15).
-- The registration stays unchanged: what was done before the withdrawal was lawful.
CREATE TABLE registry.consent_withdrawal (
  person_id       bigint   NOT NULL,
  registration_id bigint   NOT NULL,
  operator_id     smallint NOT NULL,
  withdrawn_by    text     NOT NULL, -- the clerk who recorded it
  withdrawn_at    timestamptz NOT NULL,
  PRIMARY KEY (person_id, registration_id),
  FOREIGN KEY (person_id, registration_id) REFERENCES registry.registration
);
