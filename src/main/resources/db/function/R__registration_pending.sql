-- Applications that wait for the authority or for a reviewer, and what is referred to the police.
SET LOCAL check_function_bodies = off;

-- Applications that wait for the authority, oldest first, with what it takes to ask again; and those whose review is
-- overdue, to be ended. An approved application waits since its approval.
CREATE OR REPLACE FUNCTION registry.pending_applications(p_operator smallint, p_review_before timestamptz, p_most integer)
  RETURNS TABLE (
    person bigint, registration bigint, public_id uuid, service_type text, signed_at timestamptz, version integer,
    sealed bytea, wrapped bytea, commit_key bytea, operator_key_version smallint)
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  RETURN QUERY
    SELECT r.person_id, r.registration_id, r.public_id, r.service_type, coalesce(v.decided_at, r.signed_at), i.version, i.sealed, k.wrapped,
           k.commit_key, k.operator_key_version
      FROM registry.registration r
      JOIN registry.identity_version i ON i.person_id = r.person_id AND i.registration_id = r.registration_id
        AND i.version = 1 -- what is not registered yet is not corrected
      JOIN keyring.person_key k ON k.person_id = r.person_id
      LEFT JOIN registry.review v ON v.person_id = r.person_id AND v.registration_id = r.registration_id
     WHERE r.operator_id = p_operator
       AND (r.status = 'PENDING' OR (r.status = 'REVIEW' AND r.signed_at <= p_review_before))
     ORDER BY r.signed_at
     LIMIT p_most;
END
$$;

-- Ends a pending registration, once; false if another instance has ended it.
CREATE OR REPLACE FUNCTION registry.decide(
    p_operator smallint, p_person bigint, p_registration bigint, p_status text, p_code text,
    p_provider text, p_check_id text, p_checked_at timestamptz, p_card_limit integer,
    p_product_limit integer, p_event_id uuid, p_entry_id uuid, p_entry bytea, p_row_salt bytea, p_at timestamptz,
    p_digest text DEFAULT NULL, p_today date DEFAULT NULL, p_limits text DEFAULT NULL)
  RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_row registry.registration;
BEGIN
  PERFORM registry.enter(p_operator);
  SELECT * INTO v_row FROM registry.registration
   WHERE person_id = p_person AND registration_id = p_registration AND operator_id = p_operator FOR UPDATE;
  IF v_row.status IS DISTINCT FROM 'PENDING'
      AND NOT coalesce(v_row.status = 'REVIEW' AND p_status = 'EXPIRED', false) THEN
    RETURN false;
  END IF;
  UPDATE registry.registration
     SET status = p_status, code = p_code, decided_at = p_at, entry_id = p_entry_id,
         leaf_hash = audit.append(p_entry, p_person)
   WHERE person_id = p_person AND registration_id = p_registration;
  IF p_status = 'ACTIVE' THEN
    PERFORM registry.product_must_have_room(p_person, v_row.product_class, p_product_limit);
    PERFORM registry.open_line(
      p_person, p_registration, p_provider, p_check_id, p_checked_at, p_at, p_entry_id, p_row_salt);
    IF v_row.service_type = 'mobile' THEN
      PERFORM registry.count_card(p_person, p_card_limit);
      PERFORM registry.limits_must_stand(p_operator, p_person, p_digest, p_today, p_registration, p_limits);
    END IF;
  ELSE
    DELETE FROM registry.number_directory
     WHERE operator_id = p_operator AND number_index = v_row.number_index;
  END IF;
  INSERT INTO registry.event (operator_id, event_id, kind, subject_id, detail, occurred_at)
  VALUES (p_operator, p_event_id, 'registration.' || lower(p_status), v_row.public_id,
          coalesce(p_code, v_row.service_type), p_at);
  RETURN true;
END
$$;

-- The input of the limits for a waiting application, read when it is decided.
CREATE OR REPLACE FUNCTION registry.limits_of_waiting(
    p_operator smallint, p_person bigint, p_digest text, p_day date, p_except bigint) RETURNS text
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  RETURN registry.limits_of(p_operator, p_person, p_digest, p_day, p_except);
END
$$;

CREATE OR REPLACE FUNCTION registry.waiting_reviews(p_operator smallint, p_most integer)
  RETURNS TABLE (
    public_id uuid, service_type text, reasons text[], asked_at timestamptz, dealer text, store text, clerk text)
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  RETURN QUERY
    SELECT r.public_id, r.service_type, v.reasons, v.asked_at, r.dealer_code, r.store_code, r.clerk
      FROM registry.registration r JOIN registry.review v USING (person_id, registration_id)
     WHERE r.operator_id = p_operator AND r.status = 'REVIEW'
     ORDER BY r.signed_at LIMIT p_most;
END
$$;

-- Decides a review once. Answers the obstacle if there is one. Otherwise it writes registration, review, event and
-- entry, and a referral if the document is forged or borrowed.
CREATE OR REPLACE FUNCTION registry.decide_review(
    p_operator smallint, p_public_id uuid, p_reviewer text, p_client text, p_key bytea, p_body_digest bytea,
    p_code text, p_event_id uuid, p_entry_id uuid, p_head bytea, p_tail bytea, p_at timestamptz)
  RETURNS TABLE (
    obstacle text, replay_digest bytea, replay_entry_id uuid, replay_leaf_hash bytea, status text, new_leaf_hash bytea)
  LANGUAGE plpgsql AS $$
DECLARE
  v_row registry.registration;
  v_commit bytea;
BEGIN
  PERFORM registry.enter(p_operator);
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

-- Refers a document that the counter found forged, once for each key, and keeps its images for the police.
CREATE OR REPLACE FUNCTION registry.refer(
    p_operator smallint, p_client text, p_key bytea, p_document_digest bytea, p_evidence uuid[], p_dealer text,
    p_store text, p_clerk text, p_entry_id uuid, p_entry bytea, p_at timestamptz) RETURNS boolean
  LANGUAGE plpgsql AS $$
DECLARE
  v_kept integer;
BEGIN
  PERFORM registry.enter(p_operator);
  INSERT INTO registry.referral (
    referral_id, operator_id, reason, document_digest, dealer_code, store_code, reported_by, client, key, referred_at)
  VALUES (p_entry_id, p_operator, 'FORGED', p_document_digest, p_dealer, p_store, p_clerk, p_client, p_key, p_at)
  ON CONFLICT (operator_id, client, key) DO NOTHING;
  IF NOT FOUND THEN
    PERFORM registry.must_be_replicated();
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

CREATE OR REPLACE FUNCTION registry.referrals(p_operator smallint, p_most integer)
  RETURNS TABLE (
    id uuid, referral_reason text, about uuid, dealer text, store text, reporter text, images bigint, at timestamptz)
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  RETURN QUERY
    SELECT f.referral_id, f.reason, f.registration, f.dealer_code, f.store_code, f.reported_by,
           (SELECT count(*) FROM registry.evidence e
             LEFT JOIN registry.registration r ON r.person_id = e.person_id AND r.registration_id = e.registration_id
             WHERE e.operator_id = p_operator AND (e.referral_id = f.referral_id OR r.public_id = f.registration)),
           f.referred_at
      FROM registry.referral f WHERE f.operator_id = p_operator ORDER BY f.referred_at DESC LIMIT p_most;
END
$$;
