-- Limits of a person beyond the number of cards: the sanctions list, the operator's refusals, and appeals against them.
-- A person is named here only by the digest that operators and authorities agreed on (decision 054).

-- Persons whose openings the authorities have limited, for a term (Anti-Telecom and Online Fraud Law article 31; joint
-- rules in force since 2024-12-01: three years for the convicted, two for the identified, at most five without a break).
CREATE TABLE registry.sanction (
  operator_id  smallint NOT NULL REFERENCES registry.operator,
  person       text     NOT NULL CHECK (person ~ '^[0-9a-f]{64}$'),
  decision_ref text     NOT NULL CHECK (length(decision_ref) BETWEEN 1 AND 64),
  ground       text     NOT NULL CHECK (ground IN ('CONVICTED', 'IDENTIFIED')),
  from_day     date     NOT NULL,
  until_day    date     NOT NULL, -- the first day without it
  withdrawn    boolean  NOT NULL DEFAULT false, -- by the authority
  lifted_at    timestamptz, -- by the operator, on an appeal
  list_id      text     NOT NULL,
  PRIMARY KEY (operator_id, person, decision_ref),
  CHECK (until_day > from_day
    AND until_day <= from_day + CASE ground WHEN 'CONVICTED' THEN interval '3 years' ELSE interval '2 years' END)
);

CREATE TABLE registry.sanctions_list (
  operator_id smallint NOT NULL REFERENCES registry.operator,
  list_id     text     NOT NULL,
  issued_at   timestamptz NOT NULL,
  entry_id    uuid     NOT NULL,
  PRIMARY KEY (operator_id, list_id)
);

-- What is kept of a refused person: reason, time, place, digest (regulation section 4, row 18). For seven days, unless
-- there is an appeal.
CREATE TABLE registry.refusal (
  operator_id smallint NOT NULL REFERENCES registry.operator,
  entry_id    uuid     NOT NULL,
  person      text     NOT NULL CHECK (person ~ '^[0-9a-f]{64}$'),
  code        text     NOT NULL,
  rule        text,
  dealer_code text,
  store_code  text,
  at          timestamptz NOT NULL,
  kept_since  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (operator_id, entry_id)
);
CREATE INDEX refusal_age_ix ON registry.refusal (operator_id, kept_since);

-- An appeal against a refusal (AF-32). It is decided once; what an acceptance lifts is lifted in the same transaction.
CREATE TABLE registry.appeal (
  operator_id   smallint NOT NULL,
  appeal_id     uuid     NOT NULL,
  refusal_id    uuid     NOT NULL,
  grounds       text     NOT NULL CHECK (grounds IN ('not_me', 'mistaken', 'cleared', 'needed')),
  evidence      text     CHECK (length(evidence) BETWEEN 1 AND 64),
  filed_by      text     NOT NULL,
  filed_at      timestamptz NOT NULL,
  due_at        timestamptz NOT NULL,
  status        text     NOT NULL DEFAULT 'FILED' CHECK (status IN ('FILED', 'ACCEPTED', 'REJECTED')),
  reason        text     CHECK (length(reason) BETWEEN 1 AND 64),
  decided_by    text,
  decided_at    timestamptz,
  version       integer  NOT NULL DEFAULT 0, -- counts the changes: of two decisions at once the second is refused
  PRIMARY KEY (operator_id, appeal_id),
  UNIQUE (operator_id, refusal_id),
  FOREIGN KEY (operator_id, refusal_id) REFERENCES registry.refusal,
  CHECK ((status = 'FILED') = (decided_at IS NULL)),
  CHECK ((decided_by IS NULL) = (decided_at IS NULL))
);

-- A rule that does not hold for a person for a while, after an accepted appeal.
CREATE TABLE registry.exemption (
  operator_id smallint NOT NULL REFERENCES registry.operator,
  person      text     NOT NULL CHECK (person ~ '^[0-9a-f]{64}$'),
  rule        text     NOT NULL,
  until_day   date     NOT NULL,
  PRIMARY KEY (operator_id, person, rule)
);
