-- Which rows each role may see and change. Every policy is set by registry.secure_rows.

-- The tables of the service: a transaction sees the rows of the operator that it entered.
DO $$
DECLARE
  v_table regclass;
BEGIN
  FOREACH v_table IN ARRAY ARRAY[
      'registry.write_once', 'registry.lookup_quota', 'registry.reviewer_use', 'registry.refusal_rate',
      'registry.refusal_sum', 'registry.bulk_order',
      'registry.dealer', 'registry.store', 'registry.clerk', 'registry.blacklist',
      'registry.person', 'registry.registration', 'registry.corrected_identity',
      'registry.party', 'registry.number_directory', 'registry.past_tenure', 'registry.idempotency',
      'registry.line_change',
      'registry.succession', 'registry.reverification', 'registry.review', 'registry.referral', 'registry.legacy_gap',
      'registry.dispute', 'registry.person_join', 'registry.row_sweep', 'registry.lost_registration',
      'registry.consent_withdrawal', 'registry.evidence',
      'registry.sanction', 'registry.sanctions_list', 'registry.refusal', 'registry.appeal', 'registry.exemption',
      'registry.lookup_habit', 'registry.access_alarm', 'registry.idle_watch', 'registry.lawful_case',
      'registry.lawful_case_subject', 'registry.break_glass', 'registry.break_glass_use', 'registry.minor_access',
      'registry.decoy_mark', 'registry.decoy_store', 'registry.event', 'registry.legal_hold', 'registry.erasure',
      'keyring.person_key', 'keyring.attached_key'] LOOP
    CALL registry.secure_rows(
      v_table, 'own_operator', 'TO shiming_service USING (operator_id = registry.current_operator())');
  END LOOP;
END
$$;
-- A notice is public: it is read before a caller has said for which operator it calls.
CALL registry.secure_rows('registry.notice', 'everyone', 'TO shiming_service USING (true)');

-- The log: the service and the inspector see one operator's entries, the sequencer the whole log.
CALL registry.secure_rows('audit.entry', 'of_operator',
  'TO shiming_service, shiming_inspector USING (operator_id = registry.current_operator())');
CALL registry.secure_rows('audit.entry', 'whole_log', 'FOR SELECT TO shiming_sequencer USING (true)');
-- The links from a person to the entries are erased with the person's key.
CALL registry.secure_rows('audit.entry', 'custodian_erases',
  'TO shiming_keyring USING (true) WITH CHECK (person_id IS NULL)');

-- Keys: the service loads the wrapped keys of every operator it serves, outside any operator's transaction. The custodian
-- rotates and destroys keys, for all operators.
DO $$
DECLARE
  v_table regclass;
BEGIN
  FOREACH v_table IN ARRAY ARRAY['keyring.operator_key', 'keyring.index_key', 'keyring.rotation', 'keyring.key_use'] LOOP
    CALL registry.secure_rows(v_table, 'service_all', 'TO shiming_service USING (true)');
  END LOOP;
  FOREACH v_table IN ARRAY ARRAY['keyring.operator_key', 'keyring.index_key', 'keyring.rotation', 'keyring.key_use',
                                 'keyring.person_key', 'keyring.attached_key'] LOOP
    CALL registry.secure_rows(v_table, 'custodian_all', 'TO shiming_keyring USING (true)');
  END LOOP;
END
$$;

-- What is kept for seven days: the service may delete a row then and not before, by the database's clock.
DO $$
DECLARE
  v_table regclass;
BEGIN
  FOREACH v_table IN ARRAY ARRAY[
      'registry.idempotency', 'registry.write_once', 'registry.refusal'] LOOP
    CALL registry.secure_rows(v_table, 'when_it_is_over', $rows$AS RESTRICTIVE FOR DELETE TO shiming_service
      USING (kept_since < now() - interval '7 days')$rows$);
  END LOOP;
END
$$;
CALL registry.secure_rows('registry.reviewer_use', 'only_old', $$AS RESTRICTIVE FOR DELETE TO shiming_service
  USING (used_at < clock_timestamp() - interval '1 day')$$);

-- The functions that run as the owner (SECURITY DEFINER): a seal may be replaced, and a person's rows deleted, for the
-- operator of the transaction. A person's rows lie in every table of registry with a person_id.
CALL registry.secure_rows('registry.evidence', 'resealing',
  'TO shiming_owner USING (operator_id = registry.current_operator())');
DO $$
DECLARE
  v_table regclass;
BEGIN
  FOR v_table IN
    SELECT c.oid FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = 'registry'::regnamespace AND c.relkind IN ('r', 'p')
       AND a.attname = 'person_id' AND NOT a.attisdropped AND c.relname NOT IN ('row_sweep', 'erasure') LOOP
    CALL registry.secure_rows(v_table, 'erasing', 'TO shiming_owner USING (operator_id = registry.current_operator())');
  END LOOP;
END
$$;
