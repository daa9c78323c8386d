-- What a person who did not make an application has to look at before anything goes live, and what he or she decided.
CREATE TABLE registry.review (
  person_id       bigint   NOT NULL,
  registration_id bigint   NOT NULL,
  operator_id     smallint NOT NULL,
  reasons         text[]   NOT NULL CHECK (cardinality(reasons) > 0),
  asked_at        timestamptz NOT NULL,
  decision        text     CHECK (decision IN ('APPROVED', 'REFUSED')),
  reviewer        text,
  client          text,
  key             bytea CHECK (octet_length(key) = 32),
  body_digest     bytea,
  decided_at      timestamptz,
  entry_id        uuid,
  leaf_hash       bytea,
  PRIMARY KEY (person_id, registration_id),
  FOREIGN KEY (person_id, registration_id) REFERENCES registry.registration,
  CHECK (num_nulls(decision, reviewer, client, key, body_digest, decided_at, entry_id, leaf_hash) IN (0, 8))
);
CREATE UNIQUE INDEX review_key_ix ON registry.review (operator_id, client, key) WHERE key IS NOT NULL;
CREATE INDEX registration_review_ix ON registry.registration (operator_id, signed_at) WHERE status = 'REVIEW';

-- Forged and borrowed documents, for the police (R-18, ID Card Law). Of an applicant who was refused nothing is kept but
-- a keyed digest of the document, and images if there are any (regulation section 4, row 18).
CREATE TABLE registry.referral (
  referral_id     uuid     PRIMARY KEY, -- that of the entry that made it
  operator_id     smallint NOT NULL REFERENCES registry.operator,
  reason          text     NOT NULL CHECK (reason IN ('FORGED', 'IMPERSONATION')),
  registration    uuid,                 -- where there was one already
  document_digest bytea    CHECK (octet_length(document_digest) = 32),
  dealer_code     text,
  store_code      text,
  reported_by     text     NOT NULL,
  client          text     NOT NULL,
  key             bytea    NOT NULL CHECK (octet_length(key) = 32),
  referred_at     timestamptz NOT NULL,
  UNIQUE (operator_id, client, key)
);
CREATE INDEX referral_by_time_ix ON registry.referral (operator_id, referred_at DESC);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['review', 'referral'] LOOP
    EXECUTE format('ALTER TABLE registry.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE registry.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_operator ON registry.%I TO shiming_service
                      USING (operator_id = registry.current_operator())', name);
  END LOOP;
END
$$;

CREATE FUNCTION registry.waiting_reviews(p_operator smallint, p_most integer)
  RETURNS TABLE (
    public_id uuid, service_type text, reasons text[], asked_at timestamptz, dealer text, store text, clerk text)
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  RETURN QUERY
    SELECT r.public_id, r.service_type, v.reasons, v.asked_at, r.dealer_code, r.store_code, r.clerk
      FROM registry.registration r JOIN registry.review v USING (person_id, registration_id)
     WHERE r.operator_id = p_operator AND r.status = 'REVIEW'
     ORDER BY r.signed_at LIMIT p_most;
END
$$;

-- Decides once. Answers what was in the way, or nothing; then registration, review, event and entry are written, and
-- with a forged or borrowed document the referral.
CREATE FUNCTION registry.decide_review(
    p_operator smallint, p_public_id uuid, p_reviewer text, p_client text, p_key bytea, p_body_digest bytea,
    p_code text, p_event_id uuid, p_entry_id uuid, p_head bytea, p_tail bytea, p_at timestamptz)
  RETURNS TABLE (
    obstacle text, replay_digest bytea, replay_entry_id uuid, replay_leaf_hash bytea, status text, new_leaf_hash bytea)
  LANGUAGE plpgsql AS $$
DECLARE
  v_row registry.registration;
  v_commit bytea;
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  SELECT * INTO v_row FROM registry.registration r
   WHERE r.public_id = p_public_id AND r.operator_id = p_operator FOR UPDATE;
  SELECT v.body_digest, v.entry_id, v.leaf_hash, CASE v.decision WHEN 'APPROVED' THEN 'PENDING' ELSE 'REFUSED' END
    INTO replay_digest, replay_entry_id, replay_leaf_hash, status
    FROM registry.review v WHERE v.operator_id = p_operator AND v.client = p_client AND v.key = p_key;
  IF replay_digest IS NULL THEN
    SELECT k.commit_key INTO v_commit FROM keyring.person_key k WHERE k.person_id = v_row.person_id;
    obstacle := CASE
      WHEN v_commit IS NULL THEN 'NOT_FOUND'
      WHEN v_row.clerk = p_reviewer THEN 'SELF_REVIEW'
      WHEN v_row.status <> 'REVIEW' THEN 'REVIEW_DECIDED' END;
    IF obstacle IS NULL THEN
      status := CASE WHEN p_code IS NULL THEN 'PENDING' ELSE 'REFUSED' END;
      new_leaf_hash := audit.append_about(p_head, p_tail, v_row.person_id, v_commit, p_entry_id);
      UPDATE registry.registration r
         SET status = decide_review.status, code = p_code, decided_at = CASE WHEN p_code IS NOT NULL THEN p_at END,
             entry_id = p_entry_id, leaf_hash = new_leaf_hash
       WHERE r.person_id = v_row.person_id AND r.registration_id = v_row.registration_id;
      UPDATE registry.review v
         SET decision = CASE WHEN p_code IS NULL THEN 'APPROVED' ELSE 'REFUSED' END, reviewer = p_reviewer,
             client = p_client, key = p_key, body_digest = p_body_digest, decided_at = p_at, entry_id = p_entry_id,
             leaf_hash = new_leaf_hash
       WHERE v.person_id = v_row.person_id AND v.registration_id = v_row.registration_id;
      IF p_code IS NOT NULL THEN
        DELETE FROM registry.number_directory d
         WHERE d.operator_id = p_operator AND d.number_index = v_row.number_index AND d.person_id = v_row.person_id
           AND d.registration_id = v_row.registration_id;
      END IF;
      IF p_code IN ('FORGED', 'IMPERSONATION') THEN
        INSERT INTO registry.referral (
          referral_id, operator_id, reason, registration, dealer_code, store_code, reported_by, client, key, referred_at)
        VALUES (p_entry_id, p_operator, p_code, p_public_id, v_row.dealer_code, v_row.store_code, p_reviewer, p_client,
                p_key, p_at);
      END IF;
      INSERT INTO registry.event (operator_id, event_id, kind, subject_id, detail, occurred_at)
      VALUES (p_operator, p_event_id, 'registration.' || lower(decide_review.status), p_public_id,
              coalesce(p_code, v_row.service_type), p_at);
    END IF;
  END IF;
  RETURN NEXT;
END
$$;

-- A document that the counter itself found forged: once for each key; the images are kept for the police.
CREATE FUNCTION registry.refer(
    p_operator smallint, p_client text, p_key bytea, p_document_digest bytea, p_evidence uuid[], p_dealer text,
    p_store text, p_clerk text, p_entry_id uuid, p_entry bytea, p_at timestamptz) RETURNS boolean
  LANGUAGE plpgsql AS $$
DECLARE
  v_kept integer;
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  INSERT INTO registry.referral (
    referral_id, operator_id, reason, document_digest, dealer_code, store_code, reported_by, client, key, referred_at)
  VALUES (p_entry_id, p_operator, 'FORGED', p_document_digest, p_dealer, p_store, p_clerk, p_client, p_key, p_at)
  ON CONFLICT (operator_id, client, key) DO NOTHING;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  UPDATE registry.evidence SET referral_id = p_entry_id
   WHERE operator_id = p_operator AND public_id = ANY (p_evidence) AND dealer_code = p_dealer AND person_id IS NULL
     AND referral_id IS NULL;
  GET DIAGNOSTICS v_kept = ROW_COUNT;
  IF v_kept <> cardinality(p_evidence) THEN
    RAISE EXCEPTION 'an image is used' USING ERRCODE = 'SM040';
  END IF;
  PERFORM audit.append(p_entry);
  RETURN true;
END
$$;

CREATE FUNCTION registry.referrals(p_operator smallint, p_most integer)
  RETURNS TABLE (
    id uuid, referral_reason text, about uuid, dealer text, store text, reporter text, images bigint, at timestamptz)
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('shiming.operator', p_operator::text, true);
  RETURN QUERY
    SELECT f.referral_id, f.reason, f.registration, f.dealer_code, f.store_code, f.reported_by,
           (SELECT count(*) FROM registry.evidence e
             LEFT JOIN registry.registration r ON r.person_id = e.person_id AND r.registration_id = e.registration_id
             WHERE e.operator_id = p_operator AND (e.referral_id = f.referral_id OR r.public_id = f.registration)),
           f.referred_at
      FROM registry.referral f WHERE f.operator_id = p_operator ORDER BY f.referred_at DESC LIMIT p_most;
END
$$;
