-- The operator of a transaction, and what every feature calls.
SET LOCAL check_function_bodies = off;

-- The operator whose rows this transaction may see. Null if no operator was entered; then no row is visible.
CREATE OR REPLACE FUNCTION registry.current_operator() RETURNS smallint
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('shiming.operator', true), '')::smallint;

-- Enters an operator for the rest of the transaction: from here on it sees and writes that operator's rows only. In SQL, so
-- that it is inlined.
CREATE OR REPLACE FUNCTION registry.enter(p_operator smallint) RETURNS text LANGUAGE sql
  RETURN set_config('shiming.operator', p_operator::text, true);

CREATE OR REPLACE FUNCTION registry.operators() RETURNS TABLE (id smallint) LANGUAGE sql STABLE AS $$
  SELECT operator_id FROM registry.operator ORDER BY 1
$$;

-- Called where an earlier answer is repeated. The commit of the replay then waits for the synchronous standby, so that
-- no answer rests on rows that only this server has. It writes a record to the WAL and no row.
CREATE OR REPLACE FUNCTION registry.must_be_replicated() RETURNS boolean LANGUAGE sql AS $$
  SELECT pg_logical_emit_message(true, 'shiming', '') IS NOT NULL
$$;

GRANT EXECUTE ON FUNCTION registry.current_operator(), registry.enter(smallint)
  TO shiming_inspector, shiming_sequencer, shiming_keyring;

-- Creates a trigger, or replaces it if its definition has changed. CREATE TRIGGER locks the table against every writer, so a
-- trigger with the same definition is left alone. The comment on the trigger keeps the definition.
CREATE OR REPLACE PROCEDURE registry.set_trigger(p_table regclass, p_trigger name, p_timing text, p_action text)
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  c_kind constant text := CASE WHEN p_action LIKE 'DEFERRABLE %' THEN 'CONSTRAINT TRIGGER' ELSE 'TRIGGER' END;
  c_definition constant text := format('CREATE %s %I %s ON %s %s', c_kind, p_trigger, p_timing, p_table, p_action);
BEGIN
  IF EXISTS (SELECT FROM pg_catalog.pg_trigger t
              WHERE t.tgrelid = p_table AND t.tgname = p_trigger
                AND obj_description(t.oid, 'pg_trigger') = c_definition) THEN
    RETURN;
  END IF;
  EXECUTE format('DROP TRIGGER IF EXISTS %I ON %s', p_trigger, p_table);
  EXECUTE c_definition;
  EXECUTE format('COMMENT ON TRIGGER %I ON %s IS %L', p_trigger, p_table, c_definition);
END
$$;

-- Row-level security of one table: enabled, forced, and with this policy. A policy is replaced if its definition has changed.
-- ALTER TABLE and CREATE POLICY lock the table against every user, so a table that has it all is left alone. The comment on
-- the policy keeps the definition.
CREATE OR REPLACE PROCEDURE registry.secure_rows(p_table regclass, p_policy name, p_rows text)
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  c_definition constant text := format('CREATE POLICY %I ON %s %s', p_policy, p_table, p_rows);
BEGIN
  IF NOT (SELECT c.relrowsecurity AND c.relforcerowsecurity FROM pg_catalog.pg_class c WHERE c.oid = p_table) THEN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', p_table);
  END IF;
  IF EXISTS (SELECT FROM pg_catalog.pg_policy p
              WHERE p.polrelid = p_table AND p.polname = p_policy
                AND obj_description(p.oid, 'pg_policy') = c_definition) THEN
    RETURN;
  END IF;
  EXECUTE format('DROP POLICY IF EXISTS %I ON %s', p_policy, p_table);
  EXECUTE c_definition;
  EXECUTE format('COMMENT ON POLICY %I ON %s IS %L', p_policy, p_table, c_definition);
END
$$;

-- Creates a view, or replaces it if its definition has changed. Who reads it needs the privileges on its tables and sees the
-- own operator's rows only. CREATE OR REPLACE VIEW locks the view against every reader, so a view with the same definition is
-- left alone. The comment on the view keeps the definition.
CREATE OR REPLACE PROCEDURE registry.set_view(p_view text, p_query text) LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  c_definition constant text := format('CREATE OR REPLACE VIEW %s WITH (security_invoker = true) AS %s', p_view, p_query);
BEGIN
  IF obj_description(to_regclass(p_view), 'pg_class') = c_definition THEN
    RETURN;
  END IF;
  EXECUTE c_definition;
  EXECUTE format('COMMENT ON VIEW %s IS %L', p_view, c_definition);
END
$$;

REVOKE ALL ON PROCEDURE registry.set_trigger(regclass, name, text, text), registry.secure_rows(regclass, name, text),
  registry.set_view(text, text) FROM shiming_service;
