-- What one person alone may not decide: an authority's order, the emergency without one, and the data of a minor.

CREATE TABLE registry.lawful_case (
  operator_id   smallint    NOT NULL REFERENCES registry.operator,
  case_ref      text        NOT NULL CHECK (case_ref ~ '^[A-Za-z0-9._-]{1,64}$'),
  authority     text        NOT NULL CHECK (length(authority) BETWEEN 2 AND 128),
  document_no   text        NOT NULL CHECK (length(document_no) BETWEEN 1 AND 64),
  provision     text        NOT NULL CHECK (length(provision) BETWEEN 2 AND 128), -- the law the authority acts on
  fields        text[]      NOT NULL,
  valid_from    timestamptz NOT NULL,
  valid_to      timestamptz NOT NULL CHECK (valid_to > valid_from),
  max_uses      integer     NOT NULL CHECK (max_uses BETWEEN 1 AND 1000),
  used          integer     NOT NULL DEFAULT 0 CHECK (used BETWEEN 0 AND max_uses),
  filed_by      text        NOT NULL,
  filed_unit    text        NOT NULL,
  filed_at      timestamptz NOT NULL DEFAULT now(),
  approved_by   text        CHECK (approved_by <> filed_by),
  approved_unit text        CHECK (approved_unit <> filed_unit),
  approved_at   timestamptz CHECK ((approved_at IS NULL) = (approved_by IS NULL AND approved_unit IS NULL)),
  PRIMARY KEY (operator_id, case_ref)
) WITH (fillfactor = 70);

-- Whom the order names: resolved when it is filed, to people and never to what they are found by.
CREATE TABLE registry.lawful_case_subject (
  person_id   bigint   NOT NULL,
  operator_id smallint NOT NULL,
  case_ref    text     NOT NULL,
  PRIMARY KEY (person_id, operator_id, case_ref),
  FOREIGN KEY (operator_id, case_ref) REFERENCES registry.lawful_case
);

CREATE TABLE registry.break_glass (
  operator_id smallint    NOT NULL REFERENCES registry.operator,
  glass_id    uuid        NOT NULL,
  actor       text        NOT NULL,
  unit        text        NOT NULL,
  cause       text        NOT NULL CHECK (cause IN ('LIFE_IN_DANGER', 'SYSTEM_OF_CASES_DOWN')),
  opened_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  used        integer     NOT NULL DEFAULT 0, -- look-ups
  closed_by   text        CHECK (closed_by <> actor),
  closed_unit text        CHECK (closed_unit <> unit),
  closed_at   timestamptz CHECK ((closed_at IS NULL) = (closed_by IS NULL AND closed_unit IS NULL)),
  PRIMARY KEY (operator_id, glass_id)
);
CREATE INDEX break_glass_open_ix ON registry.break_glass (operator_id, actor) WHERE closed_at IS NULL;

-- Which reference stands for whom in an emergency: each person, line or registration that is asked for has one of its own. The
-- target is the keyed index, or the registration's public id, that was asked for; nothing of it can be read.
CREATE TABLE registry.break_glass_use (
  operator_id smallint    NOT NULL,
  glass_id    uuid        NOT NULL,
  case_ref    text        NOT NULL CHECK (length(case_ref) BETWEEN 1 AND 64),
  target      bytea       NOT NULL,
  used_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (operator_id, glass_id, case_ref),
  FOREIGN KEY (operator_id, glass_id) REFERENCES registry.break_glass
);

-- A look-up of a minor that waits for a manager, or has one's word for a day.
CREATE TABLE registry.minor_access (
  person_id    bigint      NOT NULL,
  operator_id  smallint    NOT NULL REFERENCES registry.operator,
  access_id    uuid        NOT NULL,
  actor        text        NOT NULL,
  asked_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  approved_by  text        CHECK (approved_by <> actor),
  approved_at  timestamptz CHECK ((approved_at IS NULL) = (approved_by IS NULL)),
  PRIMARY KEY (person_id, operator_id, access_id)
);
CREATE INDEX minor_access_ix ON registry.minor_access (operator_id, access_id);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['lawful_case', 'lawful_case_subject', 'break_glass', 'break_glass_use', 'minor_access'] LOOP
    EXECUTE format('ALTER TABLE registry.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE registry.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_operator ON registry.%I TO shiming_service
                      USING (operator_id = registry.current_operator())', name);
  END LOOP;
END
$$;

-- Files an order; the leaf hash, or null when the reference is taken.
CREATE FUNCTION registry.file_case(
    p_operator smallint, p_case text, p_authority text, p_document_no text, p_provision text, p_fields text[],
    p_from timestamptz, p_to timestamptz, p_max_uses integer, p_actor text, p_unit text,
    p_numbers bytea[], p_documents bytea[], p_registrations uuid[], p_entry bytea)
  RETURNS bytea LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  INSERT INTO registry.lawful_case (
    operator_id, case_ref, authority, document_no, provision, fields, valid_from, valid_to, max_uses, filed_by, filed_unit)
  VALUES (
    p_operator, p_case, p_authority, p_document_no, p_provision, p_fields, p_from, p_to, p_max_uses, p_actor, p_unit)
  ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  INSERT INTO registry.lawful_case_subject (person_id, operator_id, case_ref)
  SELECT person_id, p_operator, p_case FROM registry.number_directory
   WHERE operator_id = p_operator AND number_index = ANY (p_numbers)
  UNION
  SELECT person_id, p_operator, p_case FROM registry.person
   WHERE operator_id = p_operator AND document_index = ANY (p_documents)
  UNION
  SELECT person_id, p_operator, p_case FROM registry.registration
   WHERE operator_id = p_operator AND public_id = ANY (p_registrations);
  RETURN audit.append(p_entry);
END
$$;

-- Approves an order that somebody else of another unit filed and nobody approved yet; null otherwise.
CREATE FUNCTION registry.approve_case(p_operator smallint, p_case text, p_actor text, p_unit text, p_entry bytea)
  RETURNS bytea LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  UPDATE registry.lawful_case SET approved_by = p_actor, approved_unit = p_unit, approved_at = clock_timestamp()
   WHERE operator_id = p_operator AND case_ref = p_case AND approved_at IS NULL
     AND filed_by <> p_actor AND filed_unit <> p_unit;
  RETURN CASE WHEN FOUND THEN audit.append(p_entry) END;
END
$$;

CREATE FUNCTION registry.read_case(p_operator smallint, p_case text)
  RETURNS TABLE (authority text, document_no text, provision text, fields text, subjects bigint,
                 valid_from timestamptz, valid_to timestamptz, max_uses integer, used integer, approved boolean)
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  RETURN QUERY
    SELECT c.authority, c.document_no, c.provision, array_to_string(c.fields, ','),
           (SELECT count(*) FROM registry.lawful_case_subject s WHERE s.operator_id = p_operator AND s.case_ref = p_case),
           c.valid_from, c.valid_to, c.max_uses, c.used, c.approved_at IS NOT NULL
      FROM registry.lawful_case c WHERE c.operator_id = p_operator AND c.case_ref = p_case;
END
$$;

-- Opens the emergency for half an hour and raises the alarm with it. Null when one is open already, or was under this id.
CREATE FUNCTION registry.open_glass(
    p_operator smallint, p_glass uuid, p_actor text, p_unit text, p_cause text, p_entry_id uuid, p_entry bytea)
  RETURNS bytea LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  PERFORM pg_advisory_xact_lock(hashtextextended(p_operator || ' glass ' || p_actor, 0));
  IF EXISTS (SELECT FROM registry.break_glass WHERE operator_id = p_operator AND actor = p_actor AND closed_at IS NULL) THEN
    RETURN NULL;
  END IF;
  INSERT INTO registry.break_glass (operator_id, glass_id, actor, unit, cause)
  VALUES (p_operator, p_glass, p_actor, p_unit, p_cause) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  PERFORM registry.raise_alarms(p_operator, ARRAY['BREAK_GLASS'], p_actor, p_entry_id);
  RETURN audit.append(p_entry);
END
$$;

CREATE FUNCTION registry.close_glass(p_operator smallint, p_glass uuid, p_actor text, p_unit text, p_entry bytea)
  RETURNS bytea LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  UPDATE registry.break_glass SET closed_by = p_actor, closed_unit = p_unit, closed_at = clock_timestamp()
   WHERE operator_id = p_operator AND glass_id = p_glass AND closed_at IS NULL AND actor <> p_actor AND unit <> p_unit;
  RETURN CASE WHEN FOUND THEN audit.append(p_entry) END;
END
$$;

-- Counts a look-up of the actor's open emergency, whoever it finds. SM025: as many as one emergency has, with the seconds until
-- it is over. SM026: the reference stands for another person in it already.
CREATE FUNCTION registry.use_glass(p_operator smallint, p_actor text, p_case text, p_target bytea, p_most integer)
  RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_glass registry.break_glass;
BEGIN
  UPDATE registry.break_glass SET used = used + 1
   WHERE operator_id = p_operator AND actor = p_actor AND closed_at IS NULL
     AND opened_at > clock_timestamp() - interval '30 minutes'
  RETURNING * INTO v_glass;
  IF v_glass.used > p_most THEN
    RAISE EXCEPTION 'emergency is used up' USING ERRCODE = 'SM025',
      DETAIL = greatest(1, ceil(extract(epoch FROM v_glass.opened_at + interval '30 minutes' - clock_timestamp())))::text;
  END IF;
  INSERT INTO registry.break_glass_use (operator_id, glass_id, case_ref, target)
  VALUES (p_operator, v_glass.glass_id, p_case, p_target) ON CONFLICT DO NOTHING;
  PERFORM FROM registry.break_glass_use
    WHERE operator_id = p_operator AND glass_id = v_glass.glass_id AND case_ref = p_case AND target = p_target;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'reference stands for another' USING ERRCODE = 'SM026';
  END IF;
END
$$;

CREATE FUNCTION registry.ask_for_minor(
    p_operator smallint, p_access uuid, p_person bigint, p_actor text, p_entry bytea)
  RETURNS TABLE (access uuid, entry_leaf bytea) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  entry_leaf := audit.append(p_entry, p_person);
  SELECT m.access_id INTO access FROM registry.minor_access m -- asked again: the same question still waits
   WHERE m.person_id = p_person AND m.operator_id = p_operator AND m.actor = p_actor AND m.approved_at IS NULL
     AND m.asked_at > clock_timestamp() - interval '24 hours' LIMIT 1;
  IF access IS NULL THEN
    access := p_access;
    INSERT INTO registry.minor_access (person_id, operator_id, access_id, actor)
    VALUES (p_person, p_operator, p_access, p_actor);
  END IF;
  RETURN NEXT;
END
$$;

CREATE FUNCTION registry.approve_minor(p_operator smallint, p_access uuid, p_actor text, p_entry bytea)
  RETURNS bytea LANGUAGE plpgsql AS $$
DECLARE
  v_person bigint;
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  UPDATE registry.minor_access SET approved_by = p_actor, approved_at = clock_timestamp()
   WHERE operator_id = p_operator AND access_id = p_access AND approved_at IS NULL AND actor <> p_actor
     AND asked_at > clock_timestamp() - interval '24 hours'
  RETURNING person_id INTO v_person;
  RETURN CASE WHEN FOUND THEN audit.append(p_entry, v_person) END;
END
$$;

-- May this actor look people up at all, at this moment and on this ground? Raises SM020 to SM024, in the look-up's own
-- transaction: what is counted and what is locked here holds until the look-up is committed.
CREATE FUNCTION registry.must_be_free_to_look(
    p_operator smallint, p_actor text, p_watched boolean, p_holders text[], p_spans integer[], p_limits integer[],
    p_ground text, p_case text, p_fields text[])
  RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM registry.break_glass
              WHERE operator_id = p_operator AND actor = p_actor AND closed_at IS NULL
                AND opened_at < clock_timestamp() - interval '24 hours') THEN
    RAISE EXCEPTION 'suspended' USING ERRCODE = 'SM022';
  END IF;
  IF p_watched AND EXISTS (SELECT FROM registry.lookup_habit
      WHERE operator_id = p_operator AND actor = p_actor AND locked_at IS NOT NULL) THEN
    RAISE EXCEPTION 'locked' USING ERRCODE = 'SM021';
  END IF;
  PERFORM registry.take_quota(p_operator, p_holders, p_spans, p_limits);
  IF p_ground = 'ORDER' THEN
    PERFORM FROM registry.lawful_case
      WHERE operator_id = p_operator AND case_ref = p_case AND approved_at IS NOT NULL
        AND clock_timestamp() BETWEEN valid_from AND valid_to AND used < max_uses AND p_fields <@ fields
      FOR UPDATE; -- counted after the person is found; nobody else counts in between
    IF NOT FOUND THEN
      RAISE EXCEPTION 'no such order in force' USING ERRCODE = 'SM023';
    END IF;
  ELSIF p_ground = 'EMERGENCY' AND NOT EXISTS (
      SELECT FROM registry.break_glass
       WHERE operator_id = p_operator AND actor = p_actor AND closed_at IS NULL
         AND opened_at > clock_timestamp() - interval '30 minutes') THEN
    RAISE EXCEPTION 'no emergency is open' USING ERRCODE = 'SM024';
  END IF;
END
$$;

-- Counts one use of an order for a person that it names; false for anybody else.
CREATE FUNCTION registry.use_case(p_operator smallint, p_case text, p_person bigint) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  UPDATE registry.lawful_case SET used = used + 1
   WHERE operator_id = p_operator AND case_ref = p_case
     AND EXISTS (SELECT FROM registry.lawful_case_subject s
                  WHERE s.person_id = p_person AND s.operator_id = p_operator AND s.case_ref = p_case);
  RETURN FOUND;
END
$$;
