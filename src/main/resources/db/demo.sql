-- What a trial has to begin with: two operators, their dealers and stores, the notice applicants are shown.
-- Run by the trial's superuser, safe to run again. Production has its own rows (see the README).
-- Both may keep photos in an archive of their own, as well as here.
INSERT INTO registry.operator (operator_id, code, name, own_photo_archive) VALUES
  (1, 'harbour-telecom', 'Harbour Telecom (demo)', true),
  (2, 'ridge-mobile', 'Ridge Mobile (demo)', true)
ON CONFLICT DO NOTHING;

INSERT INTO registry.dealer (operator_id, dealer_code, contract_ref) VALUES
  (1, 'D-100', 'DEMO-CONTRACT-100'),
  (2, 'D-200', 'DEMO-CONTRACT-200')
ON CONFLICT DO NOTHING;

INSERT INTO registry.store (operator_id, store_code, dealer_code) VALUES
  (1, 'S-101', 'D-100'), (1, 'S-102', 'D-100'), (2, 'S-201', 'D-200')
ON CONFLICT DO NOTHING;

INSERT INTO registry.notice (operator_id, version, language, effective_from, body)
SELECT operator_id, '2026-11', language, DATE '2026-11-01', body
  FROM registry.operator CROSS JOIN (VALUES
    ('zh', '目的：依法办理电话用户真实身份信息登记。方式：读取证件并向主管机关核验。范围：姓名、证件类型及号码、地址、办理的号码。'
        || '查询与更正：凭有效证件到营业厅办理。拒绝提供：依法不能入网。保存期限：服务期间及终止后二年。'),
    ('en', 'Purpose: the registration of telephone users'' true identity that the law requires. Method: your document is read '
        || 'and checked with the authority. Scope: name, type and number of the document, address, the number signed for. '
        || 'To see or correct it: come to a shop with a valid document. If you refuse: no service may be opened. '
        || 'Kept: during the service and two years after it ends.')) AS notice (language, body)
ON CONFLICT DO NOTHING;
