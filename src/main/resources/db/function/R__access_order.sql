-- Orders of two persons: one officer orders, another of another unit approves within a day, and it begins once.
SET LOCAL check_function_bodies = off;

-- Answers the leaf hash of the entry, or null if the id is taken.
CREATE OR REPLACE FUNCTION registry.place_bulk_order(
    p_operator smallint, p_order uuid, p_kind text, p_terms text, p_digest bytea, p_most integer,
    p_actor text, p_unit text, p_entry bytea)
  RETURNS bytea LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  INSERT INTO registry.bulk_order (operator_id, order_id, kind, terms, terms_digest, most, ordered_by, ordered_unit)
  VALUES (p_operator, p_order, p_kind, p_terms, p_digest, p_most, p_actor, p_unit) ON CONFLICT DO NOTHING;
  RETURN CASE WHEN FOUND THEN audit.append(p_entry) END;
END
$$;

-- Approves an order of the last 24 hours that another officer of another unit placed and that is not approved yet.
-- Answers the leaf hash of the entry, or null if there is no such order.
CREATE OR REPLACE FUNCTION registry.approve_bulk_order(
    p_operator smallint, p_order uuid, p_kind text, p_actor text, p_unit text, p_digest bytea, p_entry bytea)
  RETURNS bytea LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  UPDATE registry.bulk_order SET approved_by = p_actor, approved_unit = p_unit, approval_digest = p_digest,
         approved_at = clock_timestamp()
   WHERE operator_id = p_operator AND order_id = p_order AND kind = p_kind AND approved_at IS NULL
     AND ordered_by <> p_actor AND ordered_unit <> p_unit AND expires_at > clock_timestamp();
  RETURN CASE WHEN FOUND THEN audit.append(p_entry) END;
END
$$;

CREATE OR REPLACE FUNCTION registry.read_bulk_order(p_operator smallint, p_order uuid, p_kind text)
  RETURNS TABLE (its_terms text, its_digest bytea, at_most integer, its_expiry timestamptz, standing text, has_done integer,
    orderer text, orderers_unit text, approver text, approvers_unit text, approval bytea)
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  RETURN QUERY
    SELECT b.terms, b.terms_digest, b.most, b.expires_at,
           CASE WHEN b.outcome IS NOT NULL THEN b.outcome
                WHEN b.begun_at IS NOT NULL THEN 'BEGUN'
                WHEN b.expires_at <= clock_timestamp() THEN 'EXPIRED'
                WHEN b.approved_at IS NOT NULL THEN 'APPROVED'
                ELSE 'PENDING_APPROVAL' END,
           coalesce(b.done, 0), b.ordered_by, b.ordered_unit, coalesce(b.approved_by, ''), coalesce(b.approved_unit, ''),
           CASE WHEN b.approved_at IS NOT NULL THEN coalesce(b.approval_digest, '') END
      FROM registry.bulk_order b WHERE b.operator_id = p_operator AND b.order_id = p_order AND b.kind = p_kind;
END
$$;

-- Begins an approved order, once, for the officer who placed it, and raises an alarm. SM028: the order is not in force.
-- SM020: the operator's orders of this kind would exceed p_a_day in 24 hours, with the seconds to wait. An order counts
-- with the number it permits, not with the number it took.
CREATE OR REPLACE FUNCTION registry.begin_bulk_order(
    p_operator smallint, p_order uuid, p_kind text, p_actor text, p_a_day integer, p_entry_id uuid, p_entry bytea)
  RETURNS bytea LANGUAGE plpgsql AS $$
DECLARE
  v_most integer;
  v_wait integer;
BEGIN
  PERFORM registry.enter(p_operator);
  PERFORM pg_advisory_xact_lock(hashtextextended(p_operator || ' bulk ' || p_kind, 0));
  UPDATE registry.bulk_order SET begun_at = clock_timestamp()
   WHERE operator_id = p_operator AND order_id = p_order AND kind = p_kind AND ordered_by = p_actor
     AND approved_at IS NOT NULL AND begun_at IS NULL AND expires_at > clock_timestamp()
  RETURNING most INTO v_most;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such order in force' USING ERRCODE = 'SM028';
  END IF;
  SELECT ceil(extract(epoch FROM min(b.begun_at) + interval '24 hours' - clock_timestamp())) INTO v_wait
    FROM registry.bulk_order b
   WHERE b.operator_id = p_operator AND b.kind = p_kind AND b.begun_at > clock_timestamp() - interval '24 hours'
  HAVING sum(b.most) > p_a_day;
  IF FOUND THEN
    RAISE EXCEPTION 'quota' USING ERRCODE = 'SM020', DETAIL = greatest(v_wait, 1)::text;
  END IF;
  PERFORM registry.raise_alarms(p_operator, ARRAY['BULK_' || p_kind], p_actor, p_entry_id);
  RETURN audit.append(p_entry);
END
$$;

CREATE OR REPLACE FUNCTION registry.end_bulk_order(
    p_operator smallint, p_order uuid, p_kind text, p_outcome text, p_done integer, p_entry bytea)
  RETURNS bytea LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  UPDATE registry.bulk_order SET ended_at = clock_timestamp(), outcome = p_outcome, done = p_done
   WHERE operator_id = p_operator AND order_id = p_order AND kind = p_kind AND begun_at IS NOT NULL AND ended_at IS NULL;
  RETURN audit.append(p_entry);
END
$$;
