-- A line that the proven holder of the document does not recognise, or does not want (N-10: stores resolve such disputes).
CREATE TABLE registry.dispute (
  person_id       bigint   NOT NULL,
  dispute_id      uuid     NOT NULL,
  operator_id     smallint NOT NULL,
  registration_id bigint   NOT NULL,
  claim           text     NOT NULL CHECK (claim IN ('not_mine', 'not_wanted')),
  filed_by        text     NOT NULL,
  filed_at        timestamptz NOT NULL,
  due_at          timestamptz NOT NULL,
  status          text     NOT NULL DEFAULT 'FILED' CHECK (status IN ('FILED', 'UPHELD', 'DISMISSED')),
  reason          text     CHECK (length(reason) BETWEEN 1 AND 64),
  decided_by      text,
  decided_at      timestamptz,
  version         integer  NOT NULL DEFAULT 0, -- counts the changes: of two decisions at once the second is refused
  PRIMARY KEY (person_id, dispute_id),
  FOREIGN KEY (person_id, registration_id) REFERENCES registry.registration,
  CHECK ((status = 'FILED') = (decided_at IS NULL))
);
CREATE INDEX dispute_id_ix ON registry.dispute (dispute_id);
CREATE UNIQUE INDEX dispute_open_ix ON registry.dispute (person_id, registration_id) WHERE status = 'FILED';
