-- An Idempotency-Key is remembered for seven days by the database's own clock (security design, section 4 decision 1), and
-- so is a refusal by a limit that nobody appealed against. A key that was forgotten is a new one.
CREATE INDEX idempotency_age_ix ON registry.idempotency (operator_id, created_at);
CREATE INDEX write_once_age_ix ON registry.write_once (operator_id, created_at);
CREATE INDEX office_write_age_ix ON registry.office_write (operator_id, created_at);
CREATE INDEX refusal_age_ix ON registry.refusal (operator_id, at);

-- The service may delete them then and not before, whatever it believes the time to be.
CREATE POLICY when_it_is_over ON registry.idempotency AS RESTRICTIVE FOR DELETE TO shiming_service
  USING (created_at < now() - interval '7 days');
CREATE POLICY when_it_is_over ON registry.write_once AS RESTRICTIVE FOR DELETE TO shiming_service
  USING (created_at < now() - interval '7 days');
CREATE POLICY when_it_is_over ON registry.office_write AS RESTRICTIVE FOR DELETE TO shiming_service
  USING (created_at < now() - interval '7 days');
CREATE POLICY when_it_is_over ON registry.refusal AS RESTRICTIVE FOR DELETE TO shiming_service
  USING (at < now() - interval '7 days');

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
                       WHERE k.operator_id = $1 AND k.created_at < now() - interval ''7 days'' LIMIT $2))', v_table)
      USING p_operator, p_most;
    GET DIAGNOSTICS v_gone = ROW_COUNT;
    v_most := greatest(v_most, v_gone);
  END LOOP;
  DELETE FROM registry.refusal WHERE ctid = ANY (ARRAY(
    SELECT f.ctid FROM registry.refusal f
     WHERE f.operator_id = p_operator AND f.at < now() - interval '7 days'
       AND NOT EXISTS (SELECT FROM registry.appeal a WHERE a.operator_id = p_operator AND a.refusal_id = f.entry_id)
     LIMIT p_most));
  GET DIAGNOSTICS v_gone = ROW_COUNT;
  RETURN greatest(v_most, v_gone);
END
$$;
