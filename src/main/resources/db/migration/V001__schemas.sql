-- Three schemas: the business in registry, the log in audit, the wrapped keys in keyring (own role, own backup set).
CREATE EXTENSION IF NOT EXISTS pgcrypto;

CREATE SCHEMA registry;
CREATE SCHEMA audit;
CREATE SCHEMA keyring;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO shiming_service; -- pgcrypto's hmac
GRANT USAGE ON SCHEMA registry TO shiming_service;
GRANT USAGE ON SCHEMA audit TO shiming_service, shiming_sequencer, shiming_inspector;
GRANT USAGE ON SCHEMA keyring TO shiming_service, shiming_keyring;

-- The operator whose rows this transaction may see; null when it was never said, and then no row is seen.
CREATE FUNCTION registry.current_operator() RETURNS smallint
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('shiming.operator', true), '')::smallint;
GRANT USAGE ON SCHEMA registry TO shiming_sequencer, shiming_inspector;

CREATE TABLE registry.operator (
  operator_id smallint PRIMARY KEY CHECK (operator_id > 0),
  code        text     NOT NULL UNIQUE CHECK (code ~ '^[a-z0-9-]{2,32}$'),
  name        text     NOT NULL
);
