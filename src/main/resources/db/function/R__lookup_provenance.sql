-- What is stored about how a registration came about.
SET LOCAL check_function_bodies = off;

-- The groups that were asked for, by the names of io.shiming.lookup.provenance.Provenance. The lookup has found the
-- registration and its entry is on disk. Null: it has been erased since. The comparison is sealed, so it is not here. With an
-- order, the lines are those that the order names.
CREATE OR REPLACE FUNCTION registry.provenance(
    p_operator smallint, p_person bigint, p_registration bigint, p_groups text[], p_case text)
  RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  RETURN (
    SELECT jsonb_build_object(
      'verification', CASE WHEN 'verification' = ANY (p_groups) THEN (
        SELECT jsonb_build_object(
                 'result', v.result, 'provider', v.provider, 'checkId', v.check_id, 'checkedAt', v.checked_at)
          FROM registry.verification v
         WHERE v.person_id = r.person_id AND v.registration_id = r.registration_id) END,
      'capture', CASE WHEN 'capture' = ANY (p_groups) THEN
        jsonb_build_object('method', r.capture_method, 'device', r.capture_device) END,
      'review', CASE WHEN 'review' = ANY (p_groups) THEN (
        SELECT jsonb_build_object(
                 'reasons', to_jsonb(w.reasons), 'askedAt', w.asked_at, 'decision', w.decision, 'reviewer', w.reviewer,
                 'decidedAt', w.decided_at)
          FROM registry.review w
         WHERE w.person_id = r.person_id AND w.registration_id = r.registration_id) END,
      'counter', CASE WHEN 'counter' = ANY (p_groups) THEN
        jsonb_build_object(
          'dealer', r.dealer_code, 'store', r.store_code, 'clerk', r.clerk, 'terminal', made.terminal) END,
      'contract', CASE WHEN 'contract' = ANY (p_groups) THEN
        jsonb_build_object(
          'contractRef', r.contract_ref, 'event', r.event, 'productClass', r.product_class, 'signedAt', r.signed_at,
          'decidedAt', r.decided_at, 'code', r.code, 'entryId', made.entry_id,
          'signature', CASE WHEN r.signature_kind IS NOT NULL THEN
            jsonb_build_object('kind', r.signature_kind, 'reference', r.signature_ref) END) END,
      'consent', CASE WHEN 'consent' = ANY (p_groups) THEN
        registry.consent_receipt(r.store_code, r.public_id)::jsonb END,
      'history', CASE WHEN 'history' = ANY (p_groups) THEN
        jsonb_build_object(
          'steps', registry.steps_of(r.person_id, r.registration_id, r.public_id),
          'predecessor', (SELECT s.predecessor FROM registry.succession s
                           WHERE s.person_id = r.person_id AND s.registration_id = r.registration_id),
          'successor', (SELECT n.public_id
                          FROM registry.succession s JOIN registry.registration n USING (person_id, registration_id)
                         WHERE s.predecessor = r.public_id)) END,
      'versions', CASE WHEN 'versions' = ANY (p_groups) THEN (
        SELECT jsonb_agg(jsonb_build_object(
                 'version', v.version, 'recordedAt', v.created_at, 'fields', to_jsonb(string_to_array(v.fields, ',')),
                 'reason', v.reason, 'source', v.source, 'caseRef', v.case_ref, 'correctedBy', v.corrected_by,
                 'secondPerson', v.second_person, 'provider', v.provider, 'checkId', v.check_id, 'checkedAt', v.checked_at,
                 'entryId', CASE WHEN v.version = 1 THEN made.entry_id ELSE told.entry_id END) ORDER BY v.version)
          FROM registry.identity_version v
          LEFT JOIN LATERAL (
            SELECT e.entry_id FROM audit.entry e
             WHERE e.registration = r.public_id AND e.act = 'IDENTITY_CORRECTED' AND e.leaf_hash = v.leaf_hash) told ON true
         WHERE v.person_id = r.person_id AND v.registration_id = r.registration_id) END,
      'lines', CASE WHEN 'lines' = ANY (p_groups) THEN (
        SELECT jsonb_agg(jsonb_build_object(
                 'registrationId', o.public_id, 'serviceType', o.service_type, 'state', s.state,
                 'signedAt', o.signed_at, 'closedAt', o.closed_at, 'inName', s.in_name,
                 'countsAsCard', s.counts AND o.service_type = 'mobile' AND NOT p.organisation)
                 ORDER BY o.signed_at, o.public_id)
          FROM registry.registration o
          JOIN registry.person p ON p.person_id = o.person_id
          JOIN registry.line_states() s ON s.state = coalesce(o.line_status, o.status)
         WHERE o.person_id = ANY (registry.proven_documents_of(r.person_id))
           AND (p_case IS NULL OR registry.case_names(p_operator, p_case, o.person_id, o.registration_id))) END)::text
      FROM registry.registration r
      LEFT JOIN LATERAL (
        SELECT e.entry_id, convert_from(e.bytes, 'UTF8')::jsonb ->> 'terminal' AS terminal
          FROM audit.entry e
         WHERE e.registration = r.public_id AND e.act IN (
           'REGISTRATION_SIGNED', 'REGISTRATION_PENDED', 'REGISTRATION_TO_REVIEW', 'REGISTRATION_IMPORTED')
         ORDER BY e.entry_id LIMIT 1) made ON true
     WHERE r.person_id = p_person AND r.registration_id = p_registration AND r.operator_id = p_operator);
END
$$;

-- Every state of a registration and its line, oldest first: what the entries about the registration say, and the changes
-- that are kept as rows.
CREATE OR REPLACE FUNCTION registry.steps_of(p_person bigint, p_registration bigint, p_public_id uuid)
  RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object(
           'at', step.at, 'change', step.change, 'state', step.state, 'reason', step.reason, 'entryId', step.entry_id)
           ORDER BY step.at, step.entry_id), '[]')
    FROM (
      SELECT e.at, lower(substr(e.act, length('REGISTRATION_') + 1)) AS change,
             CASE e.act WHEN 'REGISTRATION_SIGNED' THEN 'ACTIVE' WHEN 'REGISTRATION_COMPLETED' THEN 'ACTIVE'
                        WHEN 'REGISTRATION_PENDED' THEN 'PENDING' WHEN 'REGISTRATION_APPROVED' THEN 'PENDING'
                        WHEN 'REGISTRATION_TO_REVIEW' THEN 'REVIEW' WHEN 'REGISTRATION_REFUSED' THEN 'REFUSED'
                        WHEN 'REGISTRATION_EXPIRED' THEN 'EXPIRED' ELSE 'INCOMPLETE' END AS state,
             e.reason, e.entry_id
        FROM audit.entry e
       WHERE e.registration = p_public_id AND e.act IN (
         'REGISTRATION_SIGNED', 'REGISTRATION_COMPLETED', 'REGISTRATION_PENDED', 'REGISTRATION_APPROVED',
         'REGISTRATION_TO_REVIEW', 'REGISTRATION_REFUSED', 'REGISTRATION_EXPIRED', 'REGISTRATION_IMPORTED')
      UNION ALL
      SELECT c.changed_at, c.change, c.status, c.reason, c.entry_id
        FROM registry.line_change c
       WHERE c.person_id = p_person AND c.registration_id = p_registration) step
$$;
