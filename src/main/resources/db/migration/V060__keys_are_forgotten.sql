-- An Idempotency-Key is remembered for seven days by the database's own clock (decision 059), and
-- so is a refusal by a limit that nobody appealed against. A key that was forgotten is a new one.
-- kept_since is that clock's; created_at and at are the service's, which may be wrong.
DO $$
DECLARE
  v_table text;
BEGIN
  FOREACH v_table IN ARRAY ARRAY['idempotency', 'write_once', 'office_write', 'refusal'] LOOP
    EXECUTE format('ALTER TABLE registry.%I ADD COLUMN kept_since timestamptz NOT NULL DEFAULT now()', v_table);
    EXECUTE format('CREATE INDEX %1$s_age_ix ON registry.%1$I (operator_id, kept_since)', v_table);
    -- The service may delete them then and not before, whatever it believes the time to be.
    EXECUTE format('CREATE POLICY when_it_is_over ON registry.%I AS RESTRICTIVE FOR DELETE TO shiming_service
                      USING (kept_since < now() - interval ''7 days'')', v_table);
  END LOOP;
END
$$;

-- Forgets at most so many of each kind; how many of the kind that had most. Ask again while it is all of them.
CREATE FUNCTION registry.forget_keys(p_operator smallint, p_most integer) RETURNS bigint
  LANGUAGE plpgsql AS $$
DECLARE
  v_table text;
  v_gone  bigint;
  v_most  bigint := 0;
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  FOREACH v_table IN ARRAY ARRAY['idempotency', 'write_once', 'office_write'] LOOP
    EXECUTE format('DELETE FROM registry.%1$I WHERE ctid = ANY (ARRAY(
                      SELECT k.ctid FROM registry.%1$I k
                       WHERE k.operator_id = $1 AND k.kept_since < now() - interval ''7 days'' LIMIT $2))', v_table)
      USING p_operator, p_most;
    GET DIAGNOSTICS v_gone = ROW_COUNT;
    v_most := greatest(v_most, v_gone);
  END LOOP;
  DELETE FROM registry.refusal WHERE ctid = ANY (ARRAY(
    SELECT f.ctid FROM registry.refusal f
     WHERE f.operator_id = p_operator AND f.kept_since < now() - interval '7 days'
       AND NOT EXISTS (SELECT FROM registry.appeal a WHERE a.operator_id = p_operator AND a.refusal_id = f.entry_id)
     LIMIT p_most));
  GET DIAGNOSTICS v_gone = ROW_COUNT;
  RETURN greatest(v_most, v_gone);
END
$$;
