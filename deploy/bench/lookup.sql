-- The statement the service issues for a lookup by number that finds a person; what it computes before is read from a small
-- table (the index, which only the service's key makes; trial.sh) or made up here (the entry).
-- The quota of the one client is counted, as the service counts that of the bench's auditor: one row, which every lookup
-- holds until its commit. The caller is not watched: it is an auditor.
\set n random(1, :people)
WITH e AS MATERIALIZED (
  SELECT (substr(t, 1, 12) || '7' || substr(r, 1, 3) || 'a' || substr(r, 4, 15))::uuid AS id, (SELECT number_index FROM bench.asked_for WHERE n = :n) AS idx
    FROM (SELECT lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0') AS t,
                 md5(random()::text) AS r) x)
SELECT f.* FROM e, LATERAL registry.look_up(
  p_operator => 1::smallint, p_number_indexes => ARRAY[e.idx], p_document_indexes => NULL, p_public_id => NULL,
  p_entry_id => e.id,
  p_hit_head => convert_to('{"act":"SUBJECT_LOOKED_UP","actor":"bench","address":"127.0.0.1","at":"2026-11-22T00:00:00.000000Z",'
    || '"client":"bench","count":1,"decision":"ALLOWED","entryId":"' || e.id || '","fields":[],"legalBasis":"LEGAL_DUTY",'
    || '"operator":1,"policy":"2026-11-22.1","purpose":"COMPLIANCE_AUDIT","role":"auditor","subject":"', 'UTF8'),
  p_hit_tail => convert_to('","v":1}', 'UTF8'),
  p_miss => '\x', p_miss_id => e.id, p_actor => 'bench', p_watched => false, p_night => false,
  p_holders => ARRAY['client bench'], p_spans => ARRAY[86400], p_limits => ARRAY[2000000000],
  p_neighbours => '{}', p_ground => 'AUDIT', p_case => NULL, p_fields => '{}',
  p_dealer => NULL, p_store => NULL, p_terminal => NULL, p_clerk => 'bench', p_today => current_date,
  p_emergency => 20, p_probe_holders => '{}', p_probe_spans => '{}', p_probe_limits => '{}', p_as_of => NULL) f;
