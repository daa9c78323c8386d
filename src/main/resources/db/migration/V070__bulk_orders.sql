-- What is done to many people at once: ordered by one officer, approved by another of another unit, within a day, once.

CREATE TABLE registry.bulk_order (
  operator_id   smallint    NOT NULL REFERENCES registry.operator,
  order_id      uuid        NOT NULL,
  kind          text        NOT NULL CHECK (kind IN ('EXPORT', 'PURGE', 'LOG_EPOCH')),
  terms         text        NOT NULL CHECK (octet_length(terms) <= 8192), -- what was ordered; nobody is named in it
  terms_digest  bytea       NOT NULL CHECK (octet_length(terms_digest) = 32), -- keyed: terms, number and orderer are those
  most          integer     NOT NULL CHECK (most > 0), -- records or people
  ordered_by    text        NOT NULL,
  ordered_unit  text        NOT NULL,
  ordered_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  expires_at    timestamptz NOT NULL DEFAULT clock_timestamp() + interval '24 hours',
  approved_by   text        CHECK (approved_by <> ordered_by),
  approved_unit text        CHECK (approved_unit <> ordered_unit),
  approval_digest bytea     CHECK (octet_length(approval_digest) = 32), -- keyed: who approved which order
  approved_at   timestamptz CHECK ((approved_at IS NULL) = (approved_by IS NULL AND approved_unit IS NULL)),
  begun_at      timestamptz CHECK (begun_at IS NULL OR approved_at IS NOT NULL),
  ended_at      timestamptz CHECK (ended_at IS NULL OR begun_at IS NOT NULL),
  outcome       text        CHECK (outcome IN ('DONE', 'FAILED')),
  done          integer     CHECK (done BETWEEN 0 AND most),
  PRIMARY KEY (operator_id, order_id)
) WITH (fillfactor = 70);
CREATE INDEX bulk_order_begun_ix ON registry.bulk_order (operator_id, kind, begun_at) WHERE begun_at IS NOT NULL;
ALTER TABLE registry.bulk_order ENABLE ROW LEVEL SECURITY;
ALTER TABLE registry.bulk_order FORCE ROW LEVEL SECURITY;
CREATE POLICY own_operator ON registry.bulk_order TO shiming_service
  USING (operator_id = registry.current_operator());

-- The leaf hash, or null when the id is taken.
CREATE FUNCTION registry.place_bulk_order(
    p_operator smallint, p_order uuid, p_kind text, p_terms text, p_digest bytea, p_most integer,
    p_actor text, p_unit text, p_entry bytea)
  RETURNS bytea LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  INSERT INTO registry.bulk_order (operator_id, order_id, kind, terms, terms_digest, most, ordered_by, ordered_unit)
  VALUES (p_operator, p_order, p_kind, p_terms, p_digest, p_most, p_actor, p_unit) ON CONFLICT DO NOTHING;
  RETURN CASE WHEN FOUND THEN audit.append(p_entry) END;
END
$$;

-- Approves what somebody else of another unit ordered within the day and nobody approved yet; null otherwise.
CREATE FUNCTION registry.approve_bulk_order(
    p_operator smallint, p_order uuid, p_kind text, p_actor text, p_unit text, p_digest bytea, p_entry bytea)
  RETURNS bytea LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  UPDATE registry.bulk_order SET approved_by = p_actor, approved_unit = p_unit, approval_digest = p_digest,
         approved_at = clock_timestamp()
   WHERE operator_id = p_operator AND order_id = p_order AND kind = p_kind AND approved_at IS NULL
     AND ordered_by <> p_actor AND ordered_unit <> p_unit AND expires_at > clock_timestamp();
  RETURN CASE WHEN FOUND THEN audit.append(p_entry) END;
END
$$;

CREATE FUNCTION registry.read_bulk_order(p_operator smallint, p_order uuid, p_kind text)
  RETURNS TABLE (its_terms text, its_digest bytea, at_most integer, its_expiry timestamptz, standing text, has_done integer,
    orderer text, orderers_unit text, approver text, approvers_unit text, approval bytea)
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
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

-- Begins it, once, for the one who ordered it, with an alarm; raises SM025 when it is not in force and SM020 when the
-- operator's orders of this kind in any 24 hours would be more than p_a_day. What an order may take counts, not what it took.
CREATE FUNCTION registry.begin_bulk_order(
    p_operator smallint, p_order uuid, p_kind text, p_actor text, p_a_day integer, p_entry_id uuid, p_entry bytea)
  RETURNS bytea LANGUAGE plpgsql AS $$
DECLARE
  v_most integer;
  v_wait integer;
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  PERFORM pg_advisory_xact_lock(hashtextextended(p_operator || ' bulk ' || p_kind, 0));
  UPDATE registry.bulk_order SET begun_at = clock_timestamp()
   WHERE operator_id = p_operator AND order_id = p_order AND kind = p_kind AND ordered_by = p_actor
     AND approved_at IS NOT NULL AND begun_at IS NULL AND expires_at > clock_timestamp()
  RETURNING most INTO v_most;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such order in force' USING ERRCODE = 'SM025';
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

CREATE FUNCTION registry.end_bulk_order(
    p_operator smallint, p_order uuid, p_kind text, p_outcome text, p_done integer, p_entry bytea)
  RETURNS bytea LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  UPDATE registry.bulk_order SET ended_at = clock_timestamp(), outcome = p_outcome, done = p_done
   WHERE operator_id = p_operator AND order_id = p_order AND kind = p_kind AND begun_at IS NOT NULL AND ended_at IS NULL;
  RETURN audit.append(p_entry);
END
$$;

-- A window of the registrations behind a place, every one of them so that the reader knows how far it came; what an
-- export does not ask for has no seal in it. Short statements: no transaction lasts as long as the export.
CREATE FUNCTION registry.export_window(
    p_operator smallint, p_after_person bigint, p_after_registration bigint, p_most integer,
    p_from timestamptz, p_to timestamptz, p_service text, p_dealer text)
  RETURNS TABLE (
    person bigint, registration bigint, public_id uuid, service_type text, line_status text, signed_at timestamptz,
    version integer, sealed bytea, wrapped bytea, commit_key bytea, operator_key_version smallint)
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  RETURN QUERY
    WITH seen AS MATERIALIZED (
      SELECT r.* FROM registry.registration r
       WHERE r.operator_id = p_operator
         AND (r.person_id, r.registration_id) > (p_after_person, p_after_registration)
       ORDER BY r.person_id, r.registration_id LIMIT p_most)
    SELECT s.person_id, s.registration_id, s.public_id, s.service_type, coalesce(l.status, s.status), s.signed_at,
           i.version, i.sealed, k.wrapped, k.commit_key, k.operator_key_version
      FROM seen s
      LEFT JOIN LATERAL (
        SELECT v.version, v.sealed FROM registry.identity_version v
         WHERE v.person_id = s.person_id AND v.registration_id = s.registration_id
           AND s.status = 'ACTIVE' AND s.signed_at >= p_from AND s.signed_at < p_to
           AND (p_service IS NULL OR s.service_type = p_service) AND (p_dealer IS NULL OR s.dealer_code = p_dealer)
         ORDER BY v.version DESC LIMIT 1) i ON true
      LEFT JOIN keyring.person_key k ON k.person_id = s.person_id AND i.sealed IS NOT NULL
      LEFT JOIN LATERAL (
        SELECT sl.status FROM registry.service_line sl
         WHERE sl.person_id = s.person_id AND sl.registration_id = s.registration_id
         ORDER BY sl.opened_at DESC LIMIT 1) l ON i.sealed IS NOT NULL
     ORDER BY s.person_id, s.registration_id;
END
$$;

-- Writes one entry about each of these people; answers with those that are still there to be written about.
CREATE FUNCTION registry.tell_of_export(
    p_operator smallint, p_registrations uuid[], p_ids uuid[], p_heads bytea[], p_tails bytea[])
  RETURNS TABLE (told uuid) LANGUAGE plpgsql AS $$
DECLARE
  v_person bigint;
  v_commit bytea;
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  FOR i IN 1 .. cardinality(p_registrations) LOOP
    SELECT r.person_id, k.commit_key INTO v_person, v_commit
      FROM registry.registration r JOIN keyring.person_key k ON k.person_id = r.person_id
     WHERE r.public_id = p_registrations[i] AND r.operator_id = p_operator;
    IF FOUND THEN
      PERFORM audit.append_about(p_heads[i], p_tails[i], v_person, v_commit, p_ids[i]);
      told := p_registrations[i];
      RETURN NEXT;
    END IF;
  END LOOP;
END
$$;
