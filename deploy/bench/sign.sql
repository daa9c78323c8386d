-- One signing of a new person for a mobile number, as the service sends it: what it reads first, and what it leaves.
-- :sign( names the function, so that audit.sh can put a copy without the log in its place. What the service computes in
-- between (indexes, keys, seal, entry) is made up here. BenchStatementsTest keeps the arguments in step with the functions.
SELECT encode(sha256(random()::text::bytea), 'hex') AS digest \gset
SELECT person AS person, registration AS registration, limits AS limits FROM registry.signing_context(
  p_operator => 1::smallint, p_client => 'bench', p_key => sha256('none'), p_dealer => 'D-100', p_store => 'S-101',
  p_terminal => 'T-1', p_clerk => 'clerk-1', p_reviewer => NULL, p_service => 'mobile',
  p_notice => '2026-11', p_language => 'zh', p_today => current_date,
  p_document_indexes => ARRAY[sha256(random()::text::bytea)], p_number_indexes => ARRAY[sha256(random()::text::bytea)],
  p_digest => :digest, p_evidence => ARRAY[]::uuid[], p_evidence_since => now(),
  p_probe_holders => ARRAY['probe' || chr(58) || 'clerk-1', 'probe' || chr(58) || 'clerk-1'] /* pgbench takes a colon for a variable */,
  p_probe_spans => ARRAY[3600, 86400], p_probe_limits => ARRAY[30, 100], p_second => NULL, p_second_holders => NULL, p_second_spans => NULL,
  p_second_limits => NULL) \gset
SELECT s.new_leaf_hash FROM (
    SELECT :person::bigint AS person, :registration::bigint AS registration,
           (lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0') || '7' || substr(md5(random()::text), 1, 3)
             || '8' || substr(md5(random()::text), 1, 15))::uuid AS id, sha256(random()::text::bytea) AS some,
           now() AS at) x,
  LATERAL (SELECT convert_to('{"act":"REGISTRATION_SIGNED","actor":"clerk-7","address":"192.0.2.17","at":"2026-11-22T00:00:00.000000Z","client":"bench","dealer":"D-100","decision":"ALLOWED","entryId":"'
    || x.id || '","legalBasis":"LEGAL_DUTY","operator":1,"purpose":"REGISTRATION","registration":"' || x.id || '","requestDigest":"'
    || encode(x.some, 'hex') || '","role":"clerk","rowDigest":["contract ' || encode(x.some, 'hex') || '","identity/1 '
    || encode(x.some, 'hex') || '","line ' || encode(x.some, 'hex') || '"],"store":"S-101","subject":"' || encode(x.some, 'hex')
    || '","terminal":"T-1","v":1}', 'UTF8') AS bytes) e,
  LATERAL :sign(
    p_operator => 1::smallint, p_client => 'bench', p_key => sha256(x.some || x.some), p_body_digest => x.some, p_person => x.person,
    p_person_known => false, p_document_index => sha256(x.some), p_document_index_version => 1::smallint,
    p_document_indexes => ARRAY[sha256(x.some)], p_bound_index => encode(sha256(x.some), 'hex'),
    p_wrapped => substring(sha512(x.some) FOR 60), p_commit_key => x.some, p_operator_key_version => 1::smallint,
    p_registration => x.registration, p_contract => '{"capture_device":"R-1","capture_method":"reader","clerk":"clerk-7","contract_ref":"BENCH","dealer_code":"D-100","event":"open","public_id":"'
      || x.id || '","service_type":"mobile","signed_at":"2026-11-22T00:00:00.000000Z","store_code":"S-101"}',
    p_number_index => sha256(sha256(x.some)), p_number_index_version => 1::smallint, p_number_indexes => ARRAY[sha256(sha256(x.some))], p_sealed => decode(repeat(encode(x.some, 'hex'), 18), 'hex'),
    p_notice => '2026-11', p_language => 'zh', p_acknowledged_at => x.at,
    p_risk_notice => true, p_separate_consent => true, p_review => ARRAY[]::text[], p_evidence => ARRAY[]::uuid[],
    p_evidence_since => x.at, p_verified => true, p_provider => 'bench',
    p_check_id => 'bench', p_checked_at => x.at, p_card_limit => 5, p_event_id => x.id, p_entry_id => x.id, p_entry => e.bytes,
    p_row_salt => substring(x.some FOR 16), p_at => x.at, p_digest => :digest, p_today => current_date, p_limits => :limits,
    p_organisation => false, p_product_limit => 5, p_parties => NULL,
    p_card_of => NULL) s;
