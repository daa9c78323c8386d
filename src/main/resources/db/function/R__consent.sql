-- The receipt of a consent.
SET LOCAL check_function_bodies = off;

-- What the subscriber of a registration was told and agreed to. It does not say who the subscriber is.
CREATE OR REPLACE FUNCTION registry.consent_receipt(p_store text, p_public_id uuid) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT jsonb_build_object(
           'registrationId', r.public_id, 'noticeVersion', c.notice_version, 'language', c.language,
           'acknowledgedAt', to_char(c.acknowledged_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
           'legalBasis', 'LEGAL_DUTY', 'riskNoticeAcknowledged', c.risk_notice,
           'separateConsent', c.separate_consent,
           'separateConsentWithdrawnAt', (
             SELECT to_char(w.withdrawn_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
               FROM registry.consent_withdrawal w
              WHERE w.person_id = r.person_id AND w.registration_id = r.registration_id),
           'signature', CASE WHEN r.signature_kind IS NOT NULL THEN
             jsonb_build_object('kind', r.signature_kind, 'reference', r.signature_ref) END,
           'elements', n.elements)::text
    FROM registry.registration r
    JOIN registry.consent c ON c.person_id = r.person_id AND c.registration_id = r.registration_id
    JOIN registry.notice n
      ON n.operator_id = c.operator_id AND n.version = c.notice_version AND n.language = c.language
   WHERE r.public_id = p_public_id AND r.store_code = p_store);
END
$$;
