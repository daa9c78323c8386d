-- People and their documents. A row of registry.person stands for a document; here a person is all the rows that are joined.
SET LOCAL check_function_bodies = off;

-- The row that counts for the person of this document.
CREATE OR REPLACE FUNCTION registry.head_of(p_person bigint) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT coalesce(p.joined_to, p.person_id) FROM registry.person p WHERE p.person_id = p_person);
END
$$;

-- All documents of the person of this one, in the order of their ids. Limits, holds and erasure go by it. Empty for an unknown
-- person.
CREATE OR REPLACE FUNCTION registry.documents_of(p_person bigint) RETURNS bigint[] LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_head bigint := registry.head_of(p_person);
BEGIN
  RETURN array_remove(v_head || ARRAY(
    SELECT p.person_id FROM registry.person p WHERE p.joined_to = v_head ORDER BY p.person_id), NULL);
END
$$;

-- The documents by which something is shown or given to the person of this one: own numbers, proofs of a holder, orders. Where
-- no entries tell of how they were joined, it is this document alone.
CREATE OR REPLACE FUNCTION registry.proven_documents_of(p_person bigint) RETURNS bigint[] LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_documents bigint[] := registry.documents_of(p_person);
BEGIN
  IF cardinality(v_documents) > 1 AND v_documents IS DISTINCT FROM registry.joined_with(p_person) THEN
    RETURN ARRAY[p_person];
  END IF;
  RETURN v_documents;
END
$$;

-- The same by the joins that are open and of which an entry tells. The sweep compares the two.
CREATE OR REPLACE FUNCTION registry.joined_with(p_person bigint) RETURNS bigint[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    WITH RECURSIVE reached (person) AS (
      SELECT p_person
      UNION
      SELECT CASE WHEN j.person_id = r.person THEN j.other_person ELSE j.person_id END
        FROM reached r
        JOIN registry.person_join j ON (j.person_id = r.person OR j.other_person = r.person) AND j.ended_at IS NULL
        JOIN registry.registration told ON told.person_id = j.person_id AND told.registration_id = j.registration_id
        JOIN audit.entry e ON e.entry_id = j.entry_id AND e.act = 'PERSONS_JOINED' AND e.registration = told.public_id)
    SELECT array_agg(r.person ORDER BY r.person) FROM reached r);
END
$$;

-- Whether the document of these indexes and this one are the same person's.
CREATE OR REPLACE FUNCTION registry.same_person(p_operator smallint, p_document_indexes bytea[], p_person bigint)
  RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  RETURN EXISTS (
    SELECT FROM registry.person p
     WHERE p.operator_id = p_operator AND p.document_index = ANY (p_document_indexes)
       AND p_person = ANY (registry.proven_documents_of(p.person_id)));
END
$$;

-- How many mobile lines of these documents count as cards.
CREATE OR REPLACE FUNCTION registry.cards_of(p_persons bigint[]) RETURNS integer LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT count(*) FROM registry.registration r
            JOIN registry.line_states() s ON s.state = r.line_status AND s.counts
           WHERE r.person_id = ANY (p_persons) AND r.service_type = 'mobile');
END
$$;

-- Locks all documents of these people, in the order of their ids, and answers them. SM002: they were joined or split while
-- it waited.
CREATE OR REPLACE FUNCTION registry.lock_people(VARIADIC p_persons bigint[]) RETURNS bigint[] LANGUAGE plpgsql AS $$
DECLARE
  v_rows bigint[] := registry.documents_of_all(p_persons);
BEGIN
  PERFORM FROM registry.person WHERE person_id = ANY (v_rows) ORDER BY person_id FOR NO KEY UPDATE;
  IF v_rows IS DISTINCT FROM registry.documents_of_all(p_persons) THEN
    RAISE EXCEPTION 'documents were joined or split meanwhile' USING ERRCODE = 'SM002';
  END IF;
  RETURN v_rows;
END
$$;

CREATE OR REPLACE FUNCTION registry.documents_of_all(p_persons bigint[]) RETURNS bigint[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT array_agg(DISTINCT d.person ORDER BY d.person)
            FROM unnest(p_persons) AS one (person), unnest(registry.documents_of(one.person)) AS d (person));
END
$$;

-- What a join has to know, by registrations or by documents. It locks both people; the transaction goes on to join_people.
-- No row: a document or registration is not known. SM060: both are one person's already. SM061: an organisation's document.
CREATE OR REPLACE FUNCTION registry.join_context(
    p_operator smallint, p_registration uuid DEFAULT NULL, p_other_registration uuid DEFAULT NULL,
    p_document_indexes bytea[] DEFAULT NULL, p_other_indexes bytea[] DEFAULT NULL)
  RETURNS TABLE (
    person bigint, registration bigint, public_id uuid, ordinal integer, version integer, sealed bytea, wrapped bytea,
    commit_key bytea, operator_key_version smallint,
    other bigint, other_registration bigint, other_public_id uuid, other_version integer,
    other_sealed bytea, other_wrapped bytea, other_commit_key bytea, other_operator_key_version smallint)
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM registry.enter(p_operator);
  SELECT f.person_id, f.registration_id INTO person, registration
    FROM registry.registration_of(p_operator, p_registration, p_document_indexes) f;
  SELECT f.person_id, f.registration_id INTO other, other_registration
    FROM registry.registration_of(p_operator, p_other_registration, p_other_indexes) f;
  IF person IS NULL OR other IS NULL THEN
    RETURN;
  END IF;
  PERFORM registry.lock_people(person, other);
  IF registry.head_of(person) = registry.head_of(other) THEN
    RAISE EXCEPTION 'both documents are one person''s already' USING ERRCODE = 'SM060';
  END IF;
  IF EXISTS (SELECT FROM registry.person p WHERE p.person_id IN (person, other) AND p.organisation) THEN
    RAISE EXCEPTION 'a document of an organisation' USING ERRCODE = 'SM061';
  END IF;
  SELECT i.public_id, i.version, i.sealed, i.wrapped, i.commit_key, i.operator_key_version
    INTO public_id, version, sealed, wrapped, commit_key, operator_key_version
    FROM registry.sealed_of(person, registration) i;
  SELECT i.public_id, i.version, i.sealed, i.wrapped, i.commit_key, i.operator_key_version
    INTO other_public_id, other_version, other_sealed, other_wrapped, other_commit_key, other_operator_key_version
    FROM registry.sealed_of(other, other_registration) i;
  IF public_id IS NULL OR other_public_id IS NULL THEN -- erased while the lock was waited for
    RAISE EXCEPTION 'the person is not there any more' USING ERRCODE = 'SM002';
  END IF;
  ordinal := 1 + coalesce((SELECT max(j.ordinal) FROM registry.person_join j
                            WHERE j.person_id = person AND j.registration_id = registration), 0);
  RETURN NEXT;
END
$$;

-- A registration by its id, or the latest one of the document.
CREATE OR REPLACE FUNCTION registry.registration_of(p_operator smallint, p_public_id uuid, p_document_indexes bytea[])
  RETURNS TABLE (person_id bigint, registration_id bigint) LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF p_public_id IS NOT NULL THEN
    RETURN QUERY SELECT r.person_id, r.registration_id FROM registry.registration r
                  WHERE r.operator_id = p_operator AND r.public_id = p_public_id;
  ELSE
    RETURN QUERY
      SELECT r.person_id, r.registration_id
        FROM registry.person p JOIN registry.registration r ON r.person_id = p.person_id
       WHERE p.operator_id = p_operator AND p.document_index = ANY (p_document_indexes)
       ORDER BY r.signed_at DESC, r.public_id DESC LIMIT 1;
  END IF;
END
$$;

-- The newest identity of a registration. No row if there is no such registration.
CREATE OR REPLACE FUNCTION registry.sealed_of(p_person bigint, p_registration bigint)
  RETURNS TABLE (
    public_id uuid, version integer, sealed bytea, wrapped bytea, commit_key bytea, operator_key_version smallint)
  LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
    SELECT r.public_id, v.version, v.sealed, k.wrapped, k.commit_key, k.operator_key_version
      FROM registry.registration r
      JOIN registry.identity_version v ON v.person_id = r.person_id AND v.registration_id = r.registration_id
      JOIN keyring.person_key k ON k.person_id = r.person_id
     WHERE r.person_id = p_person AND r.registration_id = p_registration
     ORDER BY v.version DESC LIMIT 1;
END
$$;

-- Joins two documents whose people the transaction has locked. Nothing closes: the cards of both are counted together.
CREATE OR REPLACE FUNCTION registry.join_people(
    p_operator smallint, p_person bigint, p_registration bigint, p_ordinal integer, p_join uuid, p_other bigint,
    p_other_registration bigint, p_basis text, p_case text, p_digest text, p_other_digest text, p_joined_by text,
    p_agreed_by text, p_entry_id uuid, p_row_salt bytea, p_at timestamptz)
  RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_rows  bigint[] := registry.documents_of_all(ARRAY[p_person, p_other]);
  v_cards integer;
BEGIN
  SELECT sum(p.mobile_lines) INTO v_cards FROM registry.person p WHERE p.person_id = ANY (v_rows);
  PERFORM registry.regroup(v_rows, v_cards);
  INSERT INTO registry.person_join (
    person_id, registration_id, ordinal, operator_id, join_id, other_person, other_registration, basis, case_ref,
    digest, other_digest, joined_by, agreed_by, joined_at, entry_id, row_salt)
  VALUES (p_person, p_registration, p_ordinal, p_operator, p_join, p_other, p_other_registration, p_basis, p_case,
          p_digest, p_other_digest, p_joined_by, p_agreed_by, p_at, p_entry_id, p_row_salt);
END
$$;

-- Makes these documents, in the order of their ids, one person with so many cards.
CREATE OR REPLACE FUNCTION registry.regroup(p_persons bigint[], p_cards integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE registry.person p
     SET joined_to = nullif(p_persons[1], p.person_id),
         mobile_lines = CASE WHEN p.person_id = p_persons[1] THEN p_cards ELSE 0 END,
         card_ceiling = CASE WHEN p.person_id = p_persons[1] THEN greatest(5, p_cards) ELSE 5 END
   WHERE p.person_id = ANY (p_persons);
END
$$;

-- A join that is to be ended, with all that its entry binds. It locks the person; the transaction goes on to split_people. No
-- row: there is no such join. SM062: it has ended.
CREATE OR REPLACE FUNCTION registry.split_context(p_operator smallint, p_join uuid)
  RETURNS TABLE (
    person bigint, registration bigint, public_id uuid, ordinal integer, other bigint, other_registration bigint,
    other_public_id uuid, basis text, case_ref text, digest text, other_digest text, joined_by text, agreed_by text,
    joined_at timestamptz)
  LANGUAGE plpgsql AS $$
DECLARE
  v_join registry.person_join;
BEGIN
  PERFORM registry.enter(p_operator);
  SELECT * INTO v_join FROM registry.person_join j WHERE j.operator_id = p_operator AND j.join_id = p_join;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  PERFORM registry.lock_people(v_join.person_id);
  SELECT * INTO v_join FROM registry.person_join j WHERE j.operator_id = p_operator AND j.join_id = p_join;
  IF v_join.ended_at IS NOT NULL THEN
    RAISE EXCEPTION 'the join has ended' USING ERRCODE = 'SM062';
  END IF;
  RETURN QUERY
    SELECT v_join.person_id, v_join.registration_id, r.public_id, v_join.ordinal, v_join.other_person,
           v_join.other_registration,
           (SELECT o.public_id FROM registry.registration o
             WHERE o.person_id = v_join.other_person AND o.registration_id = v_join.other_registration),
           v_join.basis, v_join.case_ref, v_join.digest, v_join.other_digest, v_join.joined_by, v_join.agreed_by, v_join.joined_at
      FROM registry.registration r
     WHERE r.person_id = v_join.person_id AND r.registration_id = v_join.registration_id;
END
$$;

-- The joins of a document, open and ended.
CREATE OR REPLACE FUNCTION registry.joins_of(p_person bigint)
  RETURNS TABLE (
    id uuid, registration uuid, other_registration uuid, known_by text, joined_case text, joiner text, agreeing text,
    joined timestamptz, split_case text, splitter text, ended timestamptz)
  LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
    SELECT j.join_id, r.public_id, o.public_id, j.basis, j.case_ref, j.joined_by, j.agreed_by, j.joined_at, j.ended_case,
           j.ended_by, j.ended_at
      FROM registry.person_join j
      LEFT JOIN registry.registration r ON r.person_id = j.person_id AND r.registration_id = j.registration_id
      LEFT JOIN registry.registration o ON o.person_id = j.other_person AND o.registration_id = j.other_registration
     WHERE j.person_id = p_person OR j.other_person = p_person
     ORDER BY j.joined_at, j.join_id;
END
$$;

-- Ends a join of a person that the transaction has locked. The cards of both people are counted again from their lines.
CREATE OR REPLACE FUNCTION registry.split_people(
    p_person bigint, p_registration bigint, p_ordinal integer, p_other bigint, p_case text,
    p_ended_by text, p_entry_id uuid, p_row_salt bytea, p_at timestamptz)
  RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_kept  bigint[];
  v_apart bigint[];
BEGIN
  INSERT INTO registry.legal_hold (person_id, operator_id, case_ref, placed_at) -- a hold outlives the split, on both sides
  SELECT one.person, h.operator_id, h.case_ref, min(h.placed_at)
    FROM registry.legal_hold h, unnest(ARRAY[p_person, p_other]) AS one (person)
   WHERE h.person_id = ANY (registry.documents_of(p_person)) AND h.lifted_at IS NULL
   GROUP BY one.person, h.operator_id, h.case_ref
  ON CONFLICT DO NOTHING;
  UPDATE registry.person_join
     SET digest = NULL, other_digest = NULL, -- one of them may be erased before the other
         ended_case = p_case, ended_by = p_ended_by, ended_at = p_at, entry_id = p_entry_id, row_salt = p_row_salt
   WHERE person_id = p_person AND registration_id = p_registration AND ordinal = p_ordinal;
  v_kept := registry.joined_with(p_person);
  v_apart := registry.joined_with(p_other);
  PERFORM registry.regroup(v_apart, registry.cards_of(v_apart));
  PERFORM registry.regroup(v_kept, registry.cards_of(v_kept));
END
$$;

-- Documents are joined and split, and more than five cards are counted, only with an entry that tells of it in the same
-- transaction. Checked at commit.
CREATE OR REPLACE FUNCTION registry.join_must_be_told() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_rows bigint[] := registry.documents_of(NEW.person_id);
BEGIN
  IF NOT EXISTS (
      SELECT FROM registry.person_join j JOIN audit.entry e ON e.entry_id = j.entry_id
       WHERE (j.person_id = ANY (v_rows) OR j.other_person = ANY (v_rows))
         AND e.act IN ('PERSONS_JOINED', 'PERSONS_SPLIT') AND e.xmin = pg_current_xact_id()::xid) THEN
    RAISE EXCEPTION 'documents are joined and split only with an entry that tells of it'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END
$$;
