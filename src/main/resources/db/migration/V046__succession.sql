-- A number that goes on under another registration: relocated, reissued, transferred to another holder. The old line is
-- closed and the new one signed in one transaction; this row links the two and is bound to the new one's entry.
CREATE TABLE registry.succession (
  person_id       bigint   NOT NULL,
  registration_id bigint   NOT NULL,
  operator_id     smallint NOT NULL,
  event           text     NOT NULL,
  predecessor     uuid     NOT NULL, -- public id: the predecessor may be another person's, who is erased apart
  release_ref     text,              -- the former holder's signed release, for a transfer
  acted_by        text CHECK (acted_by IN ('handler', 'guardian', 'agent', 'kin')), -- in that holder's place
  death_ref       text,              -- the death certificate, where the former holder has died
  entry_id        uuid     NOT NULL,
  row_salt        bytea    NOT NULL CHECK (octet_length(row_salt) = 16),
  PRIMARY KEY (person_id, registration_id),
  FOREIGN KEY (person_id, registration_id) REFERENCES registry.registration,
  CHECK ((release_ref IS NULL) = (event <> 'transfer')),
  CHECK (coalesce(acted_by = 'kin', false) = (death_ref IS NOT NULL))
);
ALTER TABLE registry.succession ENABLE ROW LEVEL SECURITY;
ALTER TABLE registry.succession FORCE ROW LEVEL SECURITY;
CREATE POLICY own_operator ON registry.succession TO shiming_service
  USING (operator_id = registry.current_operator());

CREATE FUNCTION registry.succeed(
    p_operator smallint, p_person bigint, p_registration bigint, p_event text, p_predecessor uuid, p_release text,
    p_acted_by text, p_death text, p_entry_id uuid, p_row_salt bytea) RETURNS void
  LANGUAGE sql AS $$
  INSERT INTO registry.succession (
    operator_id, person_id, registration_id, event, predecessor, release_ref, acted_by, death_ref, entry_id,
    row_salt)
  VALUES (p_operator, p_person, p_registration, p_event, p_predecessor, p_release, p_acted_by, p_death,
    p_entry_id, p_row_salt)
$$;
