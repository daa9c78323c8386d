-- What a trial has to begin with: two operators, their dealers and stores, the notice applicants are shown.
-- Run by the trial's superuser, safe to run again. Production has its own rows (see src/docs/operations.md).
-- Both may keep photos in an archive of their own, as well as here.
INSERT INTO registry.operator (operator_id, code, name, own_photo_archive) VALUES
  (1, 'harbour-telecom', 'Harbour Telecom (demo)', true),
  (2, 'ridge-mobile', 'Ridge Mobile (demo)', true)
ON CONFLICT DO NOTHING;

INSERT INTO registry.dealer (operator_id, dealer_code, contract_ref, clause_version, licence_number, licence_until,
                             services, regions) VALUES
  (1, 'D-100', 'DEMO-CONTRACT-100', '2026-1', 'DEMO-LICENCE-100', DATE '2099-12-31',
   ARRAY['mobile', 'fixed', 'internet', 'iot'], ARRAY['11']),
  (2, 'D-200', 'DEMO-CONTRACT-200', '2026-1', 'DEMO-LICENCE-200', DATE '2099-12-31',
   ARRAY['mobile', 'fixed', 'internet', 'iot'], ARRAY['31'])
ON CONFLICT DO NOTHING;

INSERT INTO registry.store (operator_id, store_code, dealer_code, region, terminals) VALUES
  (1, 'S-101', 'D-100', '11', ARRAY['T-1', 'T-2']),
  (1, 'S-102', 'D-100', '11', ARRAY['T-1', 'T-2']),
  (2, 'S-201', 'D-200', '31', ARRAY['T-1', 'T-2'])
ON CONFLICT DO NOTHING;

-- The demo's clerks and managers, by the ids in their tokens (trial.DemoUser).
INSERT INTO registry.clerk (operator_id, clerk_id, dealer_code, trained_until) VALUES
  (1, '6d8813f9-cbd3-3766-835b-f1fd2bf21107', 'D-100', DATE '2099-12-31'), -- clerk-1
  (1, 'd1f15432-ae9e-3145-bd13-67040e98aba8', 'D-100', DATE '2099-12-31'), -- clerk-2
  (1, '84b383f2-f46f-3397-82de-d6bdfccf8157', 'D-100', DATE '2099-12-31'), -- clerk-3
  (1, '7d964a4f-1d41-308d-a480-7ad3b36daff1', 'D-100', DATE '2099-12-31'), -- manager-1
  (2, 'b931cd55-b2a3-3390-bff1-66b146b50725', 'D-200', DATE '2099-12-31'), -- manager-1-ridge
  (2, 'd83f01f9-8f40-31b4-8876-87b81023230e', 'D-200', DATE '2099-12-31'), -- clerk-1-ridge
  (2, '667ba931-ac0b-3e6a-998c-3052bd1af5c8', 'D-200', DATE '2099-12-31')  -- clerk-2-ridge
ON CONFLICT DO NOTHING;

INSERT INTO registry.notice (operator_id, version, language, effective_from, body, elements)
SELECT operator_id, '2026-11', language, DATE '2026-11-01', body, elements || jsonb_build_object('handler', name)
  FROM registry.operator CROSS JOIN (VALUES
    ('zh', '目的：依法办理电话用户真实身份信息登记。方式：读取证件并向主管机关核验。范围：姓名、证件类型及号码、地址、办理的号码。'
        || '查询与更正：凭有效证件到营业厅办理。拒绝提供：依法不能入网。保存期限：服务期间及终止后二年。',
     jsonb_build_object(
       'contact', '个人信息保护负责人：privacy@demo.example',
       'purpose', '依法办理电话用户真实身份信息登记',
       'method', '读取证件并向主管机关核验；加密保存',
       'scope', '姓名、证件类型及号码、地址、办理的号码；办理移动号码时另采集现场照片及人证比对结果（须单独同意）',
       'access', '凭有效证件到营业厅查询、更正',
       'refusal', '拒绝提供的，依法不能办理入网',
       'retention', '服务期间及服务终止后二年',
       'rights', '查询、复制、更正、撤回单独同意、投诉；投诉自收到之日起十五日内答复')),
    ('en', 'Purpose: the registration of telephone users'' true identity that the law requires. Method: your document is read '
        || 'and checked with the authority. Scope: name, type and number of the document, address, the number signed for. '
        || 'To see or correct it: come to a shop with a valid document. If you refuse: no service may be opened. '
        || 'Kept: during the service and two years after it ends.',
     jsonb_build_object(
       'contact', 'Person in charge of personal information: privacy@demo.example',
       'purpose', 'The registration of telephone users'' true identity that the law requires',
       'method', 'Your document is read and checked with the authority; what is recorded is kept encrypted',
       'scope', 'Name, type and number of the document, address, the number signed for; for a mobile number also a photo '
         || 'taken on site and the result of its comparison, with a consent of its own',
       'access', 'Come to a shop with a valid document to see or correct it',
       'refusal', 'If you refuse, the law permits no service',
       'retention', 'During the service and two years after it ends',
       'rights', 'To see, copy and correct your data, to withdraw a separate consent, to complain; complaints are answered '
         || 'within fifteen days'))) AS notice (language, body, elements)
ON CONFLICT DO NOTHING;
