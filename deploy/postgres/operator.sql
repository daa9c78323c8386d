-- An operator, its dealers, stores and notices. Replace the values, run as a superuser after the first migration:
-- row-level security is forced, so no other role sees or writes all operators' rows.
BEGIN;

-- own_photo_archive: true where livePhoto may name a photo that you keep yourself; otherwise it is kept here.
INSERT INTO registry.operator (operator_id, code, name)
VALUES (1, 'your-operator', 'Your Operator Ltd.');

-- Dealers, stores and clerks can be added here or by an administrator over HTTP (PUT /v1/dealers, /v1/stores, /v1/clerks).
INSERT INTO registry.dealer (operator_id, dealer_code, contract_ref, clause_version, licence_number, licence_until,
                             services, regions)
VALUES (1, 'D-0001', 'your-contract-reference', 'version-of-its-clauses', 'number-of-its-licence', DATE '2030-12-31',
        ARRAY['mobile', 'fixed', 'internet'], ARRAY['11']);

INSERT INTO registry.store (operator_id, store_code, dealer_code, region, terminals)
VALUES (1, 'S-0001', 'D-0001', '11', ARRAY['T-0001']);

INSERT INTO registry.clerk (operator_id, clerk_id, dealer_code, trained_until)
VALUES (1, 'sub-claim-of-the-clerks-tokens', 'D-0001', DATE '2027-06-30');

-- The notice tells nine things (Order 24 article 9, PIPL article 17), none of them empty: who handles the data, who
-- answers questions, purpose, method, scope, how to see and correct, what follows from refusing, how long it is kept, which rights there
-- are. A later version is a new row; a published one is never changed.
INSERT INTO registry.notice (operator_id, version, language, effective_from, body, elements)
SELECT 1, '2026-12', language, DATE '2026-12-01', '...',
       '{"handler": "...", "contact": "...", "purpose": "...", "method": "...", "scope": "...", "access": "...",
         "refusal": "...", "retention": "...", "rights": "..."}'::jsonb
  FROM (VALUES ('zh'), ('en')) AS notice (language);

COMMIT;
