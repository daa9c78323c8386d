-- Runs again after each new versioned file (the newest is ${newest}), so that a table that came since is not forgotten.
-- A policy is created only where it is missing: CREATE POLICY locks the table against everybody.
-- A person's rows lie in every table of registry that has a person_id. The owner may delete them, for one operator at a
-- time; the service may not, and asks for it with the one function below.
DO $$
DECLARE
  name text;
BEGIN
  FOR name IN
    SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = 'registry'::regnamespace AND c.relkind IN ('r', 'p')
       AND a.attname = 'person_id' AND NOT a.attisdropped AND c.relname NOT IN ('row_sweep', 'erasure')
       AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'erasing')
  LOOP
    EXECUTE format('CREATE POLICY erasing ON registry.%I TO shiming_owner
                      USING (operator_id = registry.current_operator())', name);
  END LOOP;
END
$$;

-- Deletes all rows of a person without a service, a hold or a wait. In rounds: what another row still refers to goes in a
-- later one. Fails if a row stays.
CREATE OR REPLACE FUNCTION registry.delete_rows_of(p_person bigint) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  v_left text[];
  v_kept text[];
  v_name text;
BEGIN
  IF EXISTS (SELECT FROM registry.service_line WHERE person_id = p_person AND status <> 'CLOSED')
      OR EXISTS (SELECT FROM registry.legal_hold WHERE person_id = p_person AND lifted_at IS NULL) THEN
    RAISE EXCEPTION 'a person with a service or a hold is not erased' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT array_agg(c.relname ORDER BY c.relname) INTO v_left
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
   WHERE c.relnamespace = 'registry'::regnamespace AND c.relkind IN ('r', 'p')
     AND a.attname = 'person_id' AND NOT a.attisdropped AND c.relname NOT IN ('row_sweep', 'erasure');
  WHILE cardinality(v_left) > 0 LOOP
    v_kept := '{}';
    FOREACH v_name IN ARRAY v_left LOOP
      BEGIN
        EXECUTE format('DELETE FROM registry.%I WHERE person_id = $1', v_name) USING p_person;
      EXCEPTION WHEN foreign_key_violation THEN
        v_kept := v_kept || v_name;
      END;
    END LOOP;
    IF cardinality(v_kept) = cardinality(v_left) THEN
      RAISE EXCEPTION 'rows of a person could not be deleted';
    END IF;
    v_left := v_kept;
  END LOOP;
END
$$;
