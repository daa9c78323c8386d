-- Decoys: registrations that no honest process looks up.
SET LOCAL check_function_bodies = off;

-- The marks of every operator, so that the service recognises decoys without asking. Planted decoys are erased after
-- thirty days; their marks are read for sixty, in case a purge is late.
CREATE OR REPLACE FUNCTION registry.decoy_marks() RETURNS TABLE (id smallint, its_mark bytea, its_passing boolean) LANGUAGE plpgsql AS $$
BEGIN
  FOR id IN SELECT o.operator_id FROM registry.operator o ORDER BY 1 LOOP
    PERFORM registry.enter(id);
    FOR its_mark, its_passing IN SELECT h.mark, h.passing FROM registry.decoy_mark h WHERE h.operator_id = id
                      AND (NOT h.passing OR h.marked_at > current_date - 60) LOOP
      RETURN NEXT;
    END LOOP;
  END LOOP;
END
$$;

-- Marks a registration as a decoy. Null if the operator has no such registration.
CREATE OR REPLACE FUNCTION registry.mark_decoy(p_operator smallint, p_public_id uuid, p_mark bytea, p_entry bytea)
  RETURNS bytea LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  IF NOT EXISTS (SELECT FROM registry.registration WHERE public_id = p_public_id AND operator_id = p_operator) THEN
    RETURN NULL;
  END IF;
  INSERT INTO registry.decoy_mark (operator_id, mark) VALUES (p_operator, p_mark) ON CONFLICT DO NOTHING;
  RETURN audit.append(p_entry);
END
$$;

-- A mark without a registration, or without one yet: for a self-check or a decoy to be planted. It is counted like
-- every other mark.
CREATE OR REPLACE FUNCTION registry.mark_unseen(p_operator smallint, p_mark bytea, p_entry bytea)
  RETURNS bytea LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  INSERT INTO registry.decoy_mark (operator_id, mark, passing) VALUES (p_operator, p_mark, true);
  RETURN audit.append(p_entry);
END
$$;

-- The marks, of those given, that the service made itself. A registration that an officer marked is a customer's.
CREATE OR REPLACE FUNCTION registry.planted_among(p_operator smallint, p_marks bytea[]) RETURNS TABLE (its_mark bytea)
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  RETURN QUERY SELECT h.mark FROM registry.decoy_mark h
                WHERE h.operator_id = p_operator AND h.mark = ANY (p_marks) AND h.passing;
END
$$;

-- Stores without a decoy, of all operators, reserved for the caller until tomorrow; with what an application at their
-- counter names: a known client, a notice in force, and an address that recent calls came from.
CREATE OR REPLACE FUNCTION registry.stores_without_decoy(p_most integer, p_today date)
  RETURNS TABLE (its_operator smallint, dealer text, store text, terminal text, client_id text, notice_version text,
                 notice_language text, address text)
  LANGUAGE plpgsql AS $$
BEGIN
  FOR its_operator IN SELECT o.operator_id FROM registry.operator o ORDER BY 1 LOOP
    PERFORM registry.enter(its_operator);
    SELECT n.version, n.language INTO notice_version, notice_language FROM registry.notice n
     WHERE n.operator_id = its_operator AND n.effective_from <= p_today
       AND (n.effective_to IS NULL OR n.effective_to >= p_today)
     ORDER BY n.effective_from DESC, n.language DESC LIMIT 1;
    CONTINUE WHEN notice_version IS NULL;
    SELECT coalesce((SELECT i.client FROM registry.idempotency i WHERE i.operator_id = its_operator LIMIT 1), 'pos')
      INTO client_id;
    FOR dealer, store, terminal IN
      SELECT s.dealer_code, s.store_code, s.terminals[1] FROM registry.store s
        JOIN registry.dealer d ON d.operator_id = s.operator_id AND d.dealer_code = s.dealer_code
       WHERE s.operator_id = its_operator AND d.status = 'ACTIVE' AND cardinality(s.terminals) > 0
         AND NOT EXISTS (SELECT FROM registry.decoy_store h
                          WHERE h.operator_id = its_operator AND h.store_code = s.store_code
                            AND h.next_from > p_today)
       LIMIT p_most
    LOOP
      INSERT INTO registry.decoy_store AS h VALUES (its_operator, store, p_today + 1)
      ON CONFLICT (operator_id, store_code) DO UPDATE SET next_from = excluded.next_from WHERE h.next_from <= p_today;
      CONTINUE WHEN NOT FOUND;
      address := registry.counter_address(its_operator, store);
      RETURN NEXT;
    END LOOP;
  END LOOP;
END
$$;

-- The address in the newest entry of the last hour of this counter, or else of another counter.
CREATE OR REPLACE FUNCTION registry.counter_address(p_operator smallint, p_store text) RETURNS text LANGUAGE sql AS $$
  SELECT coalesce((
    SELECT convert_from(e.bytes, 'UTF8')::json ->> 'address'
      FROM (SELECT a.entry_id, a.role, a.store, a.bytes FROM audit.entry a
             WHERE a.entry_id >= registry.entry_floor(clock_timestamp() - interval '1 hour') AND a.operator_id = p_operator
             ORDER BY a.entry_id DESC LIMIT 2000) e
     WHERE e.role = '${role_clerk}'
     ORDER BY (e.store IS NOT DISTINCT FROM p_store) DESC, e.entry_id DESC LIMIT 1), '127.0.0.1')
$$;

-- Enrols the member of staff who signs the decoys of a store. No token is ever issued to this id.
CREATE OR REPLACE FUNCTION registry.decoy_clerk(
    p_operator smallint, p_dealer text, p_clerk text, p_today date, p_entry bytea) RETURNS void
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  INSERT INTO registry.clerk AS c (operator_id, clerk_id, dealer_code, trained_until)
  VALUES (p_operator, p_clerk, p_dealer, p_today + 365)
  ON CONFLICT (operator_id, clerk_id) DO UPDATE SET dealer_code = excluded.dealer_code,
    trained_until = excluded.trained_until, changed_at = now()
    WHERE c.dealer_code <> excluded.dealer_code OR c.trained_until < p_today + 30;
  IF FOUND THEN
    PERFORM audit.append(p_entry);
  END IF;
END
$$;

-- Records a planted decoy and chooses the day of the next one. If a process dies before this call, the store is
-- reserved until tomorrow only: it then has no decoy, or one more than needed.
CREATE OR REPLACE FUNCTION registry.decoy_planted(p_operator smallint, p_store text, p_today date) RETURNS void
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  UPDATE registry.decoy_store SET next_from = p_today + 4 + floor(random() * 3)::integer
   WHERE operator_id = p_operator AND store_code = p_store;
END
$$;

CREATE OR REPLACE FUNCTION registry.decoy_not_planted(p_operator smallint, p_store text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  DELETE FROM registry.decoy_store WHERE operator_id = p_operator AND store_code = p_store;
END
$$;

CREATE OR REPLACE FUNCTION registry.decoy_stores() RETURNS TABLE (its_operator smallint, store text) LANGUAGE plpgsql AS $$
BEGIN
  FOR its_operator IN SELECT o.operator_id FROM registry.operator o ORDER BY 1 LOOP
    PERFORM registry.enter(its_operator);
    FOR store IN SELECT h.store_code FROM registry.decoy_store h WHERE h.operator_id = its_operator LOOP
      RETURN NEXT;
    END LOOP;
  END LOOP;
END
$$;
