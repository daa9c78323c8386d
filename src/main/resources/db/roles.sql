-- The database roles of one installation; run once by a superuser, safe to run again.
-- Passwords are set apart from this file, per installation: ALTER ROLE ... PASSWORD ...
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['shiming_owner', 'shiming_service', 'shiming_sequencer',
                              'shiming_keyring', 'shiming_inspector'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS', name);
    END IF;
  END LOOP;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'shiming_backup') THEN
    CREATE ROLE shiming_backup LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE BYPASSRLS;
  END IF;
END
$$;
-- For pg_dump (src/docs/backup-and-restore.md): reads the rows of every operator as they lie, sealed, and writes nothing.
GRANT pg_read_all_data TO shiming_backup;
ALTER ROLE shiming_backup SET default_transaction_read_only = on;
-- A migration that waits for a lock stops every statement that comes after it; it gives up and is tried again.
ALTER ROLE shiming_owner SET lock_timeout = '2s';
ALTER ROLE shiming_service SET statement_timeout = '5s';
ALTER ROLE shiming_service SET lock_timeout = '2s';
ALTER ROLE shiming_service SET idle_in_transaction_session_timeout = '10s';
-- Warnings must arrive: one of them says that a commit is not on the standby.
ALTER ROLE shiming_service SET client_min_messages = 'warning';
ALTER ROLE shiming_sequencer SET client_min_messages = 'warning';
ALTER ROLE shiming_keyring SET client_min_messages = 'warning';
ALTER ROLE shiming_service SET plan_cache_mode = 'force_generic_plan';
ALTER ROLE shiming_inspector SET default_transaction_read_only = on;
