-- Who may sign at a counter, and what an applicant is told there.

CREATE TABLE registry.dealer (
  operator_id  smallint NOT NULL REFERENCES registry.operator,
  dealer_code  text     NOT NULL CHECK (dealer_code ~ '^[A-Z0-9][A-Z0-9-]{1,31}$'),
  -- No dealer without a contract whose clauses fix its duties (AF-9), nor without a licence in force (P-11).
  contract_ref   text NOT NULL CHECK (length(contract_ref) BETWEEN 1 AND 64),
  clause_version text NOT NULL CHECK (length(clause_version) BETWEEN 1 AND 64),
  licence_number text NOT NULL CHECK (length(licence_number) BETWEEN 1 AND 64),
  licence_until  date NOT NULL, -- through this day, Asia/Shanghai
  -- What it may sign, and in which provinces (GB/T 2260, two digits). There is no parent: dealers have no dealers (N-1).
  services     text[]   NOT NULL CHECK (services <@ ARRAY['mobile', 'fixed', 'internet', 'iot']),
  regions      text[]   NOT NULL,
  status       text     NOT NULL DEFAULT 'ACTIVE' CHECK (status IN ('ACTIVE', 'SUSPENDED')),
  changed_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (operator_id, dealer_code)
);

CREATE TABLE registry.store (
  operator_id smallint NOT NULL,
  store_code  text     NOT NULL CHECK (store_code ~ '^[A-Z0-9][A-Z0-9-]{1,31}$'),
  dealer_code text     NOT NULL,
  region      text     NOT NULL CHECK (region ~ '^[1-8][0-9]$'),
  terminals   text[]   NOT NULL, -- the points of sale that stand in it
  status      text     NOT NULL DEFAULT 'OPEN' CHECK (status IN ('OPEN', 'CLOSED')),
  PRIMARY KEY (operator_id, store_code),
  FOREIGN KEY (operator_id, dealer_code) REFERENCES registry.dealer
);

-- A notice is never changed, only followed by another version (Order 24 art. 8 and 9; PIPL art. 17).
CREATE TABLE registry.notice (
  operator_id    smallint NOT NULL REFERENCES registry.operator,
  version        text     NOT NULL CHECK (version ~ '^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$'),
  language       text     NOT NULL CHECK (language IN ('zh', 'en')),
  effective_from date     NOT NULL,
  effective_to   date,
  body           text     NOT NULL,
  PRIMARY KEY (operator_id, version, language)
);

ALTER TABLE registry.dealer ENABLE ROW LEVEL SECURITY;
ALTER TABLE registry.dealer FORCE ROW LEVEL SECURITY;
ALTER TABLE registry.store ENABLE ROW LEVEL SECURITY;
ALTER TABLE registry.store FORCE ROW LEVEL SECURITY;
ALTER TABLE registry.notice ENABLE ROW LEVEL SECURITY;
ALTER TABLE registry.notice FORCE ROW LEVEL SECURITY;
CREATE POLICY own_operator ON registry.dealer TO shiming_service
  USING (operator_id = registry.current_operator());
CREATE POLICY own_operator ON registry.store TO shiming_service
  USING (operator_id = registry.current_operator());
-- A notice is public: it is read before anybody has said who he is.
CREATE POLICY everyone ON registry.notice TO shiming_service USING (true);
