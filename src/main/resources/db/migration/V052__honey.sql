-- Registrations that no honest process looks up. A mark is a keyed digest of the registration's id: whoever reads this
-- table without the keys learns how many there are, and not which.
CREATE TABLE registry.honey_mark (
  operator_id smallint    NOT NULL REFERENCES registry.operator,
  mark        bytea       NOT NULL CHECK (octet_length(mark) = 32),
  marked_at   date        NOT NULL DEFAULT current_date, -- a time would lead to a registration of that time
  passing     boolean     NOT NULL DEFAULT false, -- what the service planted or tried itself, and retention erases
  PRIMARY KEY (operator_id, mark)
);
CREATE INDEX honey_mark_in_use ON registry.honey_mark (operator_id, passing, marked_at);
ALTER TABLE registry.honey_mark ENABLE ROW LEVEL SECURITY;
ALTER TABLE registry.honey_mark FORCE ROW LEVEL SECURITY;
CREATE POLICY own_operator ON registry.honey_mark TO shiming_service
  USING (operator_id = registry.current_operator());

-- The marks of every operator, for a service that knows them again without asking. Of what is erased
-- after thirty days those of sixty: the rest is slack for a purge that was late.
CREATE FUNCTION registry.honey_marks() RETURNS TABLE (id smallint, its_mark bytea, its_passing boolean) LANGUAGE plpgsql AS $$
BEGIN
  FOR id IN SELECT o.operator_id FROM registry.operator o ORDER BY 1 LOOP
    PERFORM set_config('shiming.operator', id::text, true);
    FOR its_mark, its_passing IN SELECT h.mark, h.passing FROM registry.honey_mark h WHERE h.operator_id = id
                      AND (NOT h.passing OR h.marked_at > current_date - 60) LOOP
      RETURN NEXT;
    END LOOP;
  END LOOP;
END
$$;

-- Null when the operator has no such registration.
CREATE FUNCTION registry.mark_honey(p_operator smallint, p_public_id uuid, p_mark bytea, p_entry bytea)
  RETURNS bytea LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  IF NOT EXISTS (SELECT FROM registry.registration WHERE public_id = p_public_id AND operator_id = p_operator) THEN
    RETURN NULL;
  END IF;
  INSERT INTO registry.honey_mark (operator_id, mark) VALUES (p_operator, p_mark) ON CONFLICT DO NOTHING;
  RETURN audit.append(p_entry);
END
$$;

-- An alarm about a look-up that is committed already.
CREATE FUNCTION registry.raise_alarm(p_operator smallint, p_kind text, p_actor text, p_entry_id uuid)
  RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  RETURN array_to_string(registry.raise_alarms(p_operator, ARRAY[p_kind], p_actor, p_entry_id), ',');
END
$$;
