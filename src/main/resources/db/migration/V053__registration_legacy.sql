-- Users from before the duty of true identity, with partial data (Order 25 article 20). Such a registration has no line: it
-- is live in the old network and may not be activated again until its data are supplemented.

-- The fields that a legacy registration lacks, by name.
CREATE TABLE registry.legacy_gap (
  person_id       bigint   NOT NULL,
  registration_id bigint   NOT NULL,
  operator_id     smallint NOT NULL,
  missing         text[]   NOT NULL,
  PRIMARY KEY (person_id, registration_id),
  FOREIGN KEY (person_id, registration_id) REFERENCES registry.registration
);
