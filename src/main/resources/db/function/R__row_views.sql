-- The parts of wide rows as rows of their own, for statements that are not hot. Hot ones read the tables.

-- Which entries are about which person.
CALL registry.set_view('audit.subject_entry', $$
  SELECT e.person_id, e.entry_id, e.operator_id FROM audit.entry e WHERE e.person_id IS NOT NULL$$);

CALL registry.set_view('registry.service_line', $$
  SELECT r.person_id, r.registration_id, r.operator_id, r.service_type, r.line_status AS status, r.line_reason AS reason,
         r.opened_at, r.activated_at, r.closed_at, r.line_entry_id AS entry_id, r.line_salt AS row_salt
    FROM registry.registration r WHERE r.line_status IS NOT NULL$$);

CALL registry.set_view('registry.verification', $$
  SELECT r.person_id, r.registration_id, r.operator_id, r.verification_result AS result,
         r.verification_provider AS provider, r.check_id, r.checked_at
    FROM registry.registration r WHERE r.verification_result IS NOT NULL$$);

CALL registry.set_view('registry.consent', $$
  SELECT r.person_id, r.registration_id, r.operator_id, r.notice_version, r.language, r.acknowledged_at, r.risk_notice,
         r.separate_consent
    FROM registry.registration r WHERE r.notice_version IS NOT NULL$$);

CALL registry.set_view('registry.identity_version', $$
  SELECT r.person_id, r.registration_id, 1 AS version, r.operator_id, r.sealed, r.sealed_at AS created_at,
         r.identity_entry_id AS entry_id, r.identity_salt AS row_salt,
         NULL::text AS fields, NULL::text AS reason, NULL::text AS source, NULL::text AS case_ref, NULL::text AS corrected_by,
         NULL::text AS second_person, NULL::text AS provider, NULL::text AS check_id, NULL::timestamptz AS checked_at,
         NULL::bytea AS leaf_hash
    FROM registry.registration r
  UNION ALL
  SELECT c.person_id, c.registration_id, c.version, c.operator_id, c.sealed, c.created_at, c.entry_id, c.row_salt, c.fields,
         c.reason, c.source, c.case_ref, c.corrected_by, c.second_person, c.provider, c.check_id, c.checked_at, c.leaf_hash
    FROM registry.corrected_identity c$$);
