-- Dealers, their stores and staff, and the blacklist.
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
  terminals   text[]   NOT NULL, -- the points of sale in it
  status      text     NOT NULL DEFAULT 'OPEN' CHECK (status IN ('OPEN', 'CLOSED')),
  PRIMARY KEY (operator_id, store_code),
  FOREIGN KEY (operator_id, dealer_code) REFERENCES registry.dealer
);

-- Staff by the opaque id of their tokens; at one dealer at a time. No counter without training (P-15).
CREATE TABLE registry.clerk (
  operator_id   smallint NOT NULL,
  clerk_id      text     NOT NULL CHECK (clerk_id ~ '^[a-z0-9][a-z0-9._:-]{0,63}$'),
  dealer_code   text     NOT NULL,
  trained_until date     NOT NULL, -- through this day, Asia/Shanghai
  status        text     NOT NULL DEFAULT 'ACTIVE' CHECK (status IN ('ACTIVE', 'LEFT')),
  changed_at    timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (operator_id, clerk_id),
  FOREIGN KEY (operator_id, dealer_code) REFERENCES registry.dealer
);

-- Struck off by the operator, or by the operators' shared list (N-8): a dealer by its code or, since it has another code
-- with every operator, by its licence; a member of staff by the opaque id.
CREATE TABLE registry.blacklist (
  operator_id smallint NOT NULL REFERENCES registry.operator,
  kind        text     NOT NULL CHECK (kind IN ('dealer', 'licence', 'clerk')),
  subject     text     NOT NULL CHECK (length(subject) BETWEEN 1 AND 64),
  reason      text     NOT NULL CHECK (length(reason) BETWEEN 1 AND 64), -- a reference, never a text
  until       date, -- through this day; null: for good
  changed_at  timestamptz NOT NULL,
  PRIMARY KEY (operator_id, kind, subject)
);
