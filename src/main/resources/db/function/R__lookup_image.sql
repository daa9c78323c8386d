-- Lookups of an image.
SET LOCAL check_function_bodies = off;

-- One image of a registration: found, fetched and recorded in the log in one statement, like every lookup.
CREATE OR REPLACE FUNCTION registry.look_up_image(
    p_operator smallint, p_public_id uuid, p_kind text, p_number integer, p_needs_consent boolean, p_entry_id uuid,
    p_hit_head bytea, p_hit_tail bytea, p_miss bytea, p_in_review boolean, p_holders text[], p_spans integer[],
    p_limits integer[])
  RETURNS TABLE (
    evidence bigint, sealed bytea, wrapped bytea, commit_key bytea, operator_key_version smallint, entry_leaf bytea)
  LANGUAGE plpgsql AS $$
DECLARE
  v_person bigint;
  v_commit bytea;
BEGIN
  PERFORM registry.enter(p_operator);
  PERFORM registry.take_quota(p_operator, p_holders, p_spans, p_limits);
  SELECT e.evidence_id, e.sealed, i.wrapped, i.commit_key, i.operator_key_version, e.person_id, k.commit_key
    INTO evidence, sealed, wrapped, commit_key, operator_key_version, v_person, v_commit
    FROM registry.registration r
    JOIN registry.evidence e ON e.person_id = r.person_id AND e.registration_id = r.registration_id
    JOIN keyring.person_key i ON i.person_id = e.evidence_id
    JOIN keyring.person_key k ON k.person_id = e.person_id
   WHERE r.public_id = p_public_id AND r.operator_id = p_operator AND e.kind = p_kind
     AND (NOT p_in_review OR r.status = 'REVIEW')
   ORDER BY e.ordinal OFFSET p_number - 1 LIMIT 1;
  PERFORM registry.must_be_consented(v_person, p_public_id, p_needs_consent);
  entry_leaf := CASE WHEN v_person IS NULL THEN audit.append(p_miss)
    ELSE audit.append_about(p_hit_head, p_hit_tail, v_person, v_commit, p_entry_id) END;
  RETURN NEXT;
END
$$;

-- SM041: the consent to the image was withdrawn, and this caller needs it.
CREATE OR REPLACE FUNCTION registry.must_be_consented(p_person bigint, p_public_id uuid, p_needed boolean) RETURNS void
  LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF p_needed AND EXISTS (
      SELECT FROM registry.consent_withdrawal w JOIN registry.registration r USING (person_id, registration_id)
       WHERE w.person_id = p_person AND r.public_id = p_public_id) THEN
    RAISE EXCEPTION 'the consent was withdrawn' USING ERRCODE = 'SM041';
  END IF;
END
$$;
