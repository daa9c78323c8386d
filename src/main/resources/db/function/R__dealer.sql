-- Whether a counter may sign today.
SET LOCAL check_function_bodies = off;

-- The code that refuses a signing at this counter today, or null if nothing does. It is asked in the statement that
-- needs it, so that a suspension holds from the next call on, on every instance. Without p_service the question is not
-- about a signing: only the region of the store must be within the dealer's scope. p_reviewer is the second person
-- beside the clerk and is judged alike.
CREATE OR REPLACE FUNCTION registry.dealer_refusal(
    p_operator smallint, p_dealer text, p_store text, p_terminal text, p_clerk text, p_reviewer text,
    p_service text, p_today date)
  RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_dealer registry.dealer;
  v_store registry.store;
BEGIN
  SELECT * INTO v_store FROM registry.store
   WHERE operator_id = p_operator AND store_code = p_store AND dealer_code = p_dealer;
  SELECT * INTO v_dealer FROM registry.dealer WHERE operator_id = p_operator AND dealer_code = v_store.dealer_code;
  RETURN CASE
    WHEN v_dealer.status IS DISTINCT FROM 'ACTIVE' THEN 'DEALER_SUSPENDED'
    WHEN EXISTS (
      SELECT FROM registry.blacklist b
       WHERE b.operator_id = p_operator AND (b.until IS NULL OR b.until >= p_today)
         AND ((b.kind = 'dealer' AND b.subject = p_dealer) OR (b.kind = 'licence' AND b.subject = v_dealer.licence_number)
              OR (b.kind = 'clerk' AND b.subject = p_clerk))) THEN 'BLACKLISTED'
    WHEN v_dealer.licence_until < p_today THEN 'DEALER_LICENCE_EXPIRED'
    WHEN v_store.status = 'CLOSED' THEN 'STORE_CLOSED'
    WHEN NOT (v_store.region = ANY (v_dealer.regions) AND (p_service IS NULL OR p_service = ANY (v_dealer.services)))
      THEN 'DEALER_OUT_OF_SCOPE'
    WHEN p_terminal IS NULL OR NOT p_terminal = ANY (v_store.terminals) THEN 'TERMINAL_NOT_ENROLLED'
    WHEN registry.trained_until(p_operator, p_dealer, p_clerk) IS NULL THEN 'CLERK_NOT_ENROLLED'
    WHEN registry.trained_until(p_operator, p_dealer, p_clerk) < p_today THEN 'TRAINING_EXPIRED'
    WHEN p_reviewer IS NOT NULL
      AND (coalesce(registry.trained_until(p_operator, p_dealer, p_reviewer) < p_today, true)
        OR EXISTS (SELECT FROM registry.blacklist b
                    WHERE b.operator_id = p_operator AND b.kind = 'clerk' AND b.subject = p_reviewer
                      AND (b.until IS NULL OR b.until >= p_today)))
      THEN 'SECOND_REVIEWER_REQUIRED'
  END;
END
$$;

-- The last day of training of a member of the dealer's staff; null for any other id.
CREATE OR REPLACE FUNCTION registry.trained_until(p_operator smallint, p_dealer text, p_clerk text)
  RETURNS date LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT trained_until FROM registry.clerk
     WHERE operator_id = p_operator AND clerk_id = p_clerk AND dealer_code = p_dealer AND status = 'ACTIVE');
END
$$;

-- The same for a call that has no statement of its own.
CREATE OR REPLACE FUNCTION registry.counter_refusal(
    p_operator smallint, p_dealer text, p_store text, p_terminal text, p_clerk text, p_today date)
  RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  RETURN registry.dealer_refusal(p_operator, p_dealer, p_store, p_terminal, p_clerk, NULL, NULL, p_today);
END
$$;

-- SM030: the dealer is suspended.
CREATE OR REPLACE FUNCTION registry.dealer_must_stand(p_operator smallint, p_dealer text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
      SELECT FROM registry.dealer
       WHERE operator_id = p_operator AND dealer_code = p_dealer AND status = 'ACTIVE') THEN
    RAISE EXCEPTION 'dealer is suspended' USING ERRCODE = 'SM030';
  END IF;
END
$$;
