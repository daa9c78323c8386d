-- Exports: a window of registrations, and an entry about each person in it.
SET LOCAL check_function_bodies = off;

-- A window of the registrations after a position. It includes every registration, so that the reader knows how far it
-- came; a registration outside the export's terms comes without its seal. No transaction lasts as long as the export.
CREATE OR REPLACE FUNCTION registry.export_window(
    p_operator smallint, p_after_person bigint, p_after_registration bigint, p_most integer,
    p_from timestamptz, p_to timestamptz, p_service text, p_dealer text)
  RETURNS TABLE (
    person bigint, registration bigint, public_id uuid, service_type text, line_status text, signed_at timestamptz,
    version integer, sealed bytea, wrapped bytea, commit_key bytea, operator_key_version smallint)
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  RETURN QUERY
    WITH seen AS MATERIALIZED (
      SELECT r.* FROM registry.registration r
       WHERE r.operator_id = p_operator
         AND (r.person_id, r.registration_id) > (p_after_person, p_after_registration)
       ORDER BY r.person_id, r.registration_id LIMIT p_most)
    SELECT s.person_id, s.registration_id, s.public_id, s.service_type, CASE WHEN i.sealed IS NULL THEN s.status ELSE coalesce(s.line_status, s.status) END,
           s.signed_at,
           i.version, i.sealed, k.wrapped, k.commit_key, k.operator_key_version
      FROM seen s
      LEFT JOIN LATERAL (
        SELECT v.version, v.sealed FROM registry.identity_version v
         WHERE v.person_id = s.person_id AND v.registration_id = s.registration_id
           AND s.status = 'ACTIVE' AND s.signed_at >= p_from AND s.signed_at < p_to
           AND (p_service IS NULL OR s.service_type = p_service) AND (p_dealer IS NULL OR s.dealer_code = p_dealer)
         ORDER BY v.version DESC LIMIT 1) i ON true
      LEFT JOIN keyring.person_key k ON k.person_id = s.person_id AND i.sealed IS NOT NULL
     ORDER BY s.person_id, s.registration_id;
END
$$;

-- Writes one entry about each of these people. Answers the registrations that still exist.
CREATE OR REPLACE FUNCTION registry.tell_of_export(
    p_operator smallint, p_registrations uuid[], p_ids uuid[], p_heads bytea[], p_tails bytea[])
  RETURNS TABLE (told uuid) LANGUAGE plpgsql AS $$
DECLARE
  v_person bigint;
  v_commit bytea;
BEGIN
  PERFORM registry.enter(p_operator);
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
