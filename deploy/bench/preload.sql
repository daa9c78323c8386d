-- People :have + 1 to :people, copies of one that the service registered: the same columns, the same sizes, the same indexes,
-- with keys of their own. Nobody can open them (an envelope is bound to its person); they are there to be searched among.
-- The columns are read from the catalogue, so that this stays right when a table gains one.
\set ON_ERROR_STOP on
SET session_replication_role = replica; -- no triggers: no entry of the log tells of these rows
SET synchronous_commit = off;
SELECT set_config('bench.have', :'have', false), set_config('bench.people', :'people', false) \g /dev/null
DO $$
DECLARE
  v_table text;
  v_columns text;
  v_values text;
  v_one bigint := (SELECT min(person_id) FROM registry.service_line WHERE service_type = 'mobile');
BEGIN
  FOREACH v_table IN ARRAY ARRAY['registry.person', 'keyring.person_key', 'registry.registration', 'registry.identity_version',
      'registry.verification', 'registry.service_line', 'registry.number_directory', 'registry.consent', 'registry.idempotency'] LOOP
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum),
           string_agg(CASE
             WHEN attname IN ('person_id', 'registration_id', 'line_id', 'verification_id', 'consent_id') THEN '1000000000 + n'
             WHEN attname = 'document_index' THEN 'sha256(''d'' || int8send(n))'
             WHEN attname = 'number_index' THEN 'sha256(''n'' || int8send(n))'
             WHEN attname IN ('public_id', 'entry_id', 'contract_entry_id')
               THEN '(lpad(to_hex(n), 12, ''0'') || ''70008000'' || lpad(to_hex(n), 12, ''0''))::uuid'
             WHEN attname = 'key' THEN '''copy-'' || n'
             ELSE 't.' || quote_ident(attname) END, ', ' ORDER BY attnum)
      INTO v_columns, v_values
      FROM pg_attribute
     WHERE attrelid = v_table::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '';
    EXECUTE format('INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM (SELECT * FROM %1$s WHERE person_id = $1 LIMIT 1) t,'
        || ' generate_series($2, $3) n', v_table, v_columns, v_values)
      USING v_one, current_setting('bench.have')::bigint + 1, current_setting('bench.people')::bigint;
  END LOOP;
END
$$;
