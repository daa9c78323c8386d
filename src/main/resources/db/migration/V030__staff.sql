-- Who stands at the counter of a dealer, who may no longer, and what the office changed about either.

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

-- Whom the operator, or the operators' shared list, has struck off (N-8): a dealer by its code or, since it has another
-- code with every operator, by its licence; a member of staff by the opaque id.
CREATE TABLE registry.blacklist (
  operator_id smallint NOT NULL REFERENCES registry.operator,
  kind        text     NOT NULL CHECK (kind IN ('dealer', 'licence', 'clerk')),
  subject     text     NOT NULL CHECK (length(subject) BETWEEN 1 AND 64),
  reason      text     NOT NULL CHECK (length(reason) BETWEEN 1 AND 64), -- a reference, never a text
  until       date, -- through this day; none: for good
  changed_at  timestamptz NOT NULL,
  PRIMARY KEY (operator_id, kind, subject)
);

-- One row a write of the office: a retry with the same key finds the first one's entry.
CREATE TABLE registry.office_write (
  operator_id smallint NOT NULL,
  client      text     NOT NULL,
  key         bytea    NOT NULL CHECK (octet_length(key) = 32),
  body_digest bytea    NOT NULL,
  entry_id    uuid     NOT NULL,
  leaf_hash   bytea    NOT NULL,
  created_at  timestamptz NOT NULL,
  PRIMARY KEY (operator_id, client, key)
);

-- Why nobody may sign at this counter today, as the code of the answer; null where somebody may. Asked in the statement
-- that needs to know, so that a suspension holds from the next call on, whichever instance it comes to.
-- Without a service the question is no signing: then only the store's place must be within the dealer's scope. p_reviewer is the
-- second person beside the clerk, judged alike.
CREATE FUNCTION registry.dealer_refusal(
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

-- The same for a call that has no statement of its own to ask it in.
CREATE FUNCTION registry.counter_refusal(
    p_operator smallint, p_dealer text, p_store text, p_terminal text, p_clerk text, p_today date)
  RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  RETURN registry.dealer_refusal(p_operator, p_dealer, p_store, p_terminal, p_clerk, NULL, NULL, p_today);
END
$$;

-- Until when a member of the dealer's staff is trained; null for anybody else.
CREATE FUNCTION registry.trained_until(p_operator smallint, p_dealer text, p_clerk text)
  RETURNS date LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT trained_until FROM registry.clerk
     WHERE operator_id = p_operator AND clerk_id = p_clerk AND dealer_code = p_dealer AND status = 'ACTIVE');
END
$$;

-- Raises SM030 for a dealer that has been suspended.
CREATE FUNCTION registry.dealer_must_stand(p_operator smallint, p_dealer text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
      SELECT FROM registry.dealer
       WHERE operator_id = p_operator AND dealer_code = p_dealer AND status = 'ACTIVE') THEN
    RAISE EXCEPTION 'dealer is suspended' USING ERRCODE = 'SM030';
  END IF;
END
$$;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['clerk', 'blacklist', 'office_write'] LOOP
    EXECUTE format('ALTER TABLE registry.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE registry.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_operator ON registry.%I TO shiming_service
                      USING (operator_id = registry.current_operator())', name);
  END LOOP;
END
$$;
