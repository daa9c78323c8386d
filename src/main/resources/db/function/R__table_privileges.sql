-- Who may do what with each table. The service adds rows and changes the columns that a rule lets it change. Only the owner
-- alters a table. Who may call a function stands in V001 and beside the function.
REVOKE ALL ON ALL TABLES IN SCHEMA registry FROM PUBLIC, shiming_service, shiming_sequencer, shiming_inspector;
REVOKE ALL ON ALL TABLES IN SCHEMA audit FROM PUBLIC, shiming_service, shiming_sequencer, shiming_inspector, shiming_keyring;
REVOKE ALL ON ALL TABLES IN SCHEMA keyring FROM PUBLIC, shiming_service, shiming_keyring;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA registry TO shiming_service;

-- The log: the service appends, the sequencer builds the tree, the inspector reads.
GRANT SELECT, INSERT ON audit.entry, audit.queue TO shiming_service;
GRANT SELECT ON audit.subject_entry TO shiming_service; -- a view
GRANT SELECT ON audit.leaf, audit.head, audit.tile, audit.checkpoint, audit.cosigned TO shiming_service;
GRANT SELECT, DELETE ON audit.queue TO shiming_sequencer;
GRANT SELECT (entry_id, leaf_hash, bytes) ON audit.entry TO shiming_sequencer;
GRANT SELECT, INSERT ON audit.leaf, audit.tile, audit.checkpoint, audit.cosigned TO shiming_sequencer;
GRANT UPDATE (width, bytes) ON audit.tile TO shiming_sequencer;
GRANT SELECT, UPDATE (size, root) ON audit.head TO shiming_sequencer;
GRANT SELECT ON audit.queue, audit.leaf, audit.head, audit.tile, audit.checkpoint, audit.cosigned TO shiming_inspector;
GRANT SELECT (entry_id, operator_id, at, act, actor, client, role, store, purpose, decision, reason, registration, bytes,
              leaf_hash) ON audit.entry TO shiming_inspector;
GRANT SELECT (operator_id, person_id), UPDATE (person_id) ON audit.entry TO shiming_keyring;

-- Keys: the service adds, the custodian rotates and destroys.
GRANT SELECT, INSERT ON keyring.operator_key, keyring.index_key, keyring.log_key, keyring.person_key, keyring.attached_key,
  keyring.key_use TO shiming_service;
GRANT SELECT ON keyring.rotation TO shiming_service;
GRANT UPDATE (made, opened) ON keyring.key_use TO shiming_service;
GRANT SELECT, INSERT, UPDATE, DELETE ON keyring.operator_key, keyring.index_key, keyring.log_key, keyring.person_key
  TO shiming_keyring;
GRANT SELECT, DELETE ON keyring.attached_key TO shiming_keyring;
GRANT SELECT, INSERT ON keyring.rotation TO shiming_keyring;
GRANT UPDATE (done, damaged, ended_at) ON keyring.rotation TO shiming_keyring;
GRANT SELECT ON keyring.key_use TO shiming_keyring;

-- The business.
GRANT SELECT ON registry.operator, registry.notice TO shiming_service;
GRANT SELECT, INSERT, UPDATE ON registry.dealer, registry.store, registry.clerk, registry.blacklist TO shiming_service;

GRANT SELECT, INSERT ON registry.person, registry.registration, registry.party, registry.number_directory,
  registry.past_tenure, registry.idempotency, registry.event TO shiming_service;
GRANT SELECT, INSERT ON registry.corrected_identity TO shiming_service;
GRANT SELECT ON registry.service_line, registry.verification, registry.consent, registry.identity_version
  TO shiming_service; -- views

GRANT UPDATE (mobile_lines, card_ceiling, joined_to) ON registry.person TO shiming_service; -- see join_must_be_told
GRANT SELECT, INSERT ON registry.person_join TO shiming_service;
GRANT UPDATE (digest, other_digest, ended_case, ended_by, ended_at, entry_id, row_salt) ON registry.person_join TO shiming_service;
GRANT UPDATE (status, code, decided_at, entry_id, leaf_hash) ON registry.registration TO shiming_service;
-- A rotation renews the same document, number and identity under another key.
GRANT UPDATE (document_index, index_version) ON registry.person TO shiming_service;
GRANT UPDATE (number_index, index_version) ON registry.registration, registry.number_directory, registry.past_tenure
  TO shiming_service;
GRANT UPDATE (contract_entry_id, contract_salt) ON registry.registration TO shiming_service;
GRANT UPDATE (document_index, index_version, entry_id, row_salt) ON registry.party TO shiming_service;
GRANT UPDATE (position) ON registry.event TO shiming_service;
GRANT SELECT, INSERT, UPDATE ON registry.row_sweep TO shiming_service;
GRANT DELETE ON registry.number_directory TO shiming_service; -- a freed number
GRANT DELETE ON registry.idempotency, registry.write_once, registry.refusal
  TO shiming_service; -- after seven days; see the policies

-- An image is taken, then used by one signing. An unused one is erased.
GRANT SELECT, INSERT, DELETE ON registry.evidence TO shiming_service;
GRANT UPDATE (person_id, registration_id, ordinal, referral_id, entry_id, row_salt) ON registry.evidence
  TO shiming_service;

GRANT SELECT, INSERT, UPDATE ON registry.review TO shiming_service;
GRANT SELECT, INSERT ON registry.referral TO shiming_service;

-- Limits: lists and refusals are added; a sanction changes with the next list, an appeal when it is decided.
GRANT SELECT, INSERT ON registry.sanction, registry.sanctions_list, registry.refusal, registry.appeal, registry.exemption,
  registry.write_once TO shiming_service;
GRANT UPDATE (ground, from_day, until_day, withdrawn, list_id, lifted_at) ON registry.sanction TO shiming_service;
GRANT UPDATE (status, reason, decided_by, decided_at, version) ON registry.appeal TO shiming_service;
GRANT UPDATE (until_day) ON registry.exemption TO shiming_service;
GRANT UPDATE (answer) ON registry.write_once TO shiming_service;
GRANT SELECT, INSERT, UPDATE (status, reason, decided_by, decided_at, version) ON registry.dispute TO shiming_service;

-- A line: a change writes these columns, and none that the signing wrote.
GRANT UPDATE (line_status, line_reason, activated_at, closed_at, line_entry_id, line_salt) ON registry.registration
  TO shiming_service;
GRANT UPDATE (free_at) ON registry.number_directory TO shiming_service;
GRANT SELECT, INSERT ON registry.consent_withdrawal TO shiming_service;
GRANT SELECT, INSERT ON registry.legal_hold, registry.erasure TO shiming_service;
GRANT UPDATE (lift_asked_by, lift_asked_unit, lift_asked_at, lifted_by, lifted_unit, lifted_at)
  ON registry.legal_hold TO shiming_service;
GRANT UPDATE (taken_until, ended_at) ON registry.erasure TO shiming_service;
GRANT SELECT, INSERT ON registry.reverification TO shiming_service;
GRANT UPDATE (outcome, decided_at) ON registry.reverification TO shiming_service;
GRANT SELECT, INSERT ON registry.legacy_gap, registry.line_change, registry.succession TO shiming_service;

-- What a restore has lost: the sweep finds it, the office acknowledges it once.
GRANT SELECT, INSERT, UPDATE ON registry.lost_registration TO shiming_service;

-- Watched lookups and decisions of two persons: counted, recorded and approved, never deleted.
GRANT SELECT, INSERT ON registry.lookup_quota, registry.lookup_habit, registry.access_alarm, registry.lawful_case,
  registry.lawful_case_subject, registry.decoy_mark, registry.break_glass, registry.break_glass_use,
  registry.minor_access TO shiming_service;
GRANT UPDATE (newest, uses, latest, earlier) ON registry.lookup_quota TO shiming_service;
GRANT UPDATE (position) ON registry.access_alarm TO shiming_service;
GRANT UPDATE (recent, seen, last_indexes, run, locked_at) ON registry.lookup_habit TO shiming_service;
GRANT UPDATE (used, approved_by, approved_unit, approved_at) ON registry.lawful_case TO shiming_service;
GRANT UPDATE (used, closed_by, closed_unit, closed_at) ON registry.break_glass TO shiming_service;
GRANT UPDATE (approved_by, approved_at) ON registry.minor_access TO shiming_service;
GRANT SELECT, INSERT, DELETE ON registry.reviewer_use TO shiming_service; -- after a day; see the policy
GRANT SELECT, INSERT ON registry.bulk_order, registry.idle_watch, registry.decoy_store TO shiming_service;
GRANT UPDATE (checked_until) ON registry.idle_watch TO shiming_service;
GRANT UPDATE (next_from), DELETE ON registry.decoy_store TO shiming_service; -- a planting that failed
GRANT UPDATE (approved_by, approved_unit, approval_digest, approved_at, begun_at, ended_at, outcome, done)
  ON registry.bulk_order TO shiming_service;

-- Refusals beyond a rate: counted, then replaced by the entry that sums them.
GRANT SELECT, INSERT, UPDATE ON registry.refusal_rate TO shiming_service;
GRANT SELECT, INSERT, DELETE, UPDATE (refusals) ON registry.refusal_sum TO shiming_service;
