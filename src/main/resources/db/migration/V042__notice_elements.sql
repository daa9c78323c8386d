-- What a notice tells, element by element: the six of Order 24 article 9 with the term of retention of PIPL article 17,
-- and who handles the data, whom to ask, and which rights there are. A notice that lacks one cannot be published.
CREATE FUNCTION registry.tells_everything(p_elements jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT NOT EXISTS (
    SELECT FROM unnest(ARRAY['handler', 'contact', 'purpose', 'method', 'scope', 'access', 'refusal', 'retention', 'rights'])
             AS element
     WHERE length(btrim(coalesce(p_elements ->> element, ''))) = 0)
$$;

ALTER TABLE registry.notice ADD COLUMN elements jsonb NOT NULL CHECK (registry.tells_everything(elements));

-- What the subscriber of a registration was told and agreed to; nothing of who the subscriber is.
CREATE FUNCTION registry.consent_receipt(p_store text, p_public_id uuid) RETURNS text LANGUAGE plpgsql STABLE AS $$
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
           'elements', n.elements)::text
    FROM registry.registration r
    JOIN registry.consent c ON c.person_id = r.person_id AND c.registration_id = r.registration_id
    JOIN registry.notice n
      ON n.operator_id = c.operator_id AND n.version = c.notice_version AND n.language = c.language
   WHERE r.public_id = p_public_id AND r.store_code = p_store
   ORDER BY c.consent_id LIMIT 1);
END
$$;
