-- The stored rows that entries of the log are bound to, in the form they are digested in: SHA-256 over the salt and the
-- canonical JSON of "columns". The sweep reads this; an auditor's dump for the offline verifier is made with it too.
SELECT r.operator_id, r.person_id, r.registration_id, r.public_id, 'contract' AS name,
       r.contract_entry_id AS entry_id, r.contract_salt AS salt,
       (SELECT jsonb_object_agg(CASE c.key WHEN 'dealer_code' THEN 'dealer' WHEN 'store_code' THEN 'store' -- contract_ref: contractRef
                 ELSE left(c.key, 1) || substr(replace(initcap(replace(c.key, '_', ' ') COLLATE "C"), ' ', ''), 2) END, c.value)
          FROM jsonb_each_text(to_jsonb(r) - ARRAY[ -- every column of the table, but those that other entries tell of
                 'operator_id', 'person_id', 'registration_id', 'status', 'code', 'decided_at', 'index_version',
                 'entry_id', 'leaf_hash', 'contract_entry_id', 'contract_salt',
                 'sealed', 'sealed_at', 'identity_entry_id', 'identity_salt',
                 'notice_version', 'language', 'acknowledged_at', 'risk_notice', 'separate_consent',
                 'verification_result', 'verification_provider', 'check_id', 'checked_at',
                 'line_status', 'line_reason', 'opened_at', 'activated_at', 'closed_at', 'line_entry_id', 'line_salt']) c
         WHERE c.value IS NOT NULL)
       || jsonb_strip_nulls(jsonb_build_object(
         'operator', r.operator_id::text, 'person', r.person_id::text, 'registration', r.registration_id::text,
         'numberIndex', encode(r.number_index, 'hex'), 'documentIndex', encode(p.document_index, 'hex'),
         'organisation', CASE WHEN p.organisation THEN 'true' END,
         'signedAt', to_char(r.signed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))) AS columns
  FROM registry.registration r JOIN registry.person p ON p.person_id = r.person_id
UNION ALL
SELECT v.operator_id, v.person_id, v.registration_id, r.public_id, 'identity/' || v.version, v.entry_id, v.row_salt,
       jsonb_strip_nulls(jsonb_build_object(
         'operator', v.operator_id::text, 'person', v.person_id::text, 'registration', v.registration_id::text,
         'version', v.version::text, 'sealed', encode(v.sealed, 'hex'),
         'createdAt', to_char(v.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
         'fields', v.fields, 'reason', v.reason, 'source', v.source, 'caseRef', v.case_ref, 'correctedBy', v.corrected_by,
         'secondPerson', v.second_person, 'provider', v.provider, 'checkId', v.check_id,
         'checkedAt', to_char(v.checked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')))
  FROM registry.identity_version v
  JOIN registry.registration r ON r.person_id = v.person_id AND r.registration_id = v.registration_id
UNION ALL
SELECT r.operator_id, r.person_id, r.registration_id, r.public_id, 'line', r.line_entry_id, r.line_salt,
       jsonb_strip_nulls(jsonb_build_object(
         'operator', r.operator_id::text, 'person', r.person_id::text, 'registration', r.registration_id::text,
         'serviceType', r.service_type, 'result', r.verification_result, 'provider', r.verification_provider,
         'checkId', r.check_id,
         'checkedAt', to_char(r.checked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
         'openedAt', to_char(r.opened_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
         'status', r.line_status, 'reason', r.line_reason,
         'activatedAt', to_char(r.activated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
         'closedAt', to_char(r.closed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')))
  FROM registry.registration r WHERE r.line_status IS NOT NULL
UNION ALL
SELECT e.operator_id, e.person_id, e.registration_id, r.public_id, 'evidence/' || e.ordinal, e.entry_id, e.row_salt,
       jsonb_build_object(
         'operator', e.operator_id::text, 'person', e.person_id::text, 'registration', e.registration_id::text,
         'evidence', e.public_id::text, 'kind', e.kind, 'sealedHash', encode(e.sealed_hash, 'hex'),
         'takenAt', to_char(e.taken_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
  FROM registry.evidence e
  JOIN registry.registration r ON r.person_id = e.person_id AND r.registration_id = e.registration_id
UNION ALL
SELECT s.operator_id, s.person_id, s.registration_id, r.public_id, 'succession', s.entry_id, s.row_salt,
       jsonb_strip_nulls(jsonb_build_object(
         'operator', s.operator_id::text, 'person', s.person_id::text, 'registration', s.registration_id::text,
         'event', s.event, 'predecessor', s.predecessor::text, 'release', s.release_ref,
         'actedBy', s.acted_by, 'deathCertificate', s.death_ref))
  FROM registry.succession s
  JOIN registry.registration r ON r.person_id = s.person_id AND r.registration_id = s.registration_id
UNION ALL
SELECT q.operator_id, q.person_id, q.registration_id, r.public_id, 'party/' || q.role, q.entry_id, q.row_salt,
       jsonb_strip_nulls(jsonb_build_object(
         'operator', q.operator_id::text, 'person', q.person_id::text, 'registration', q.registration_id::text,
         'role', q.role, 'documentIndex', encode(q.document_index, 'hex'),
         'actedFrom', to_char(q.acted_from AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
         'actedUntil', to_char(q.acted_until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')))
  FROM registry.party q
  JOIN registry.registration r ON r.person_id = q.person_id AND r.registration_id = q.registration_id
UNION ALL
SELECT j.operator_id, j.person_id, j.registration_id, r.public_id, 'join/' || j.ordinal, j.entry_id, j.row_salt,
       jsonb_strip_nulls(jsonb_build_object(
         'operator', j.operator_id::text, 'person', j.person_id::text, 'registration', j.registration_id::text,
         'join', j.join_id::text, 'other', j.other_person::text, 'otherRegistration', j.other_registration::text,
         'basis', j.basis, 'caseRef', j.case_ref,
         'digest', j.digest, 'otherDigest', j.other_digest, 'joinedBy', j.joined_by, 'agreedBy', j.agreed_by,
         'joinedAt', to_char(j.joined_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
         'endedCase', j.ended_case, 'endedBy', j.ended_by,
         'endedAt', to_char(j.ended_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')))
  FROM registry.person_join j
  JOIN registry.registration r ON r.person_id = j.person_id AND r.registration_id = j.registration_id
