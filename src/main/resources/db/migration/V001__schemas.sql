-- Three schemas: the business in registry, the log in audit, the wrapped keys in keyring (own role, own backup set).
-- The order of versioned files is that of their foreign keys. Functions, triggers, policies and privileges of tables are
-- in db/function.
CREATE EXTENSION IF NOT EXISTS pgcrypto;

CREATE SCHEMA registry;
CREATE SCHEMA audit;
CREATE SCHEMA keyring;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO shiming_service; -- pgcrypto's hmac
GRANT USAGE ON SCHEMA registry TO shiming_service, shiming_sequencer, shiming_inspector;
GRANT USAGE ON SCHEMA audit TO shiming_service, shiming_sequencer, shiming_inspector, shiming_keyring;
GRANT USAGE ON SCHEMA keyring TO shiming_service, shiming_keyring;

-- A new function of registry is for the service and no other role. Exceptions stand beside their functions.
ALTER DEFAULT PRIVILEGES FOR ROLE shiming_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE shiming_owner IN SCHEMA registry GRANT EXECUTE ON FUNCTIONS TO shiming_service;
