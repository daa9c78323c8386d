-- How many cards and numbers a person may hold.
SET LOCAL check_function_bodies = off;

-- Counts one mobile card for the person of a document, in the head's row. The update locks that row, so the limit is checked
-- on the last committed number. SM001: the person has as many cards as permitted. Cards of an organisation are not counted.
-- SM002: the document was joined or split while the lock was waited for; the service reads again. A person that this
-- transaction makes (p_known false) is not joined.
CREATE OR REPLACE FUNCTION registry.count_card(p_person bigint, p_limit integer, p_known boolean DEFAULT true) RETURNS void
  LANGUAGE plpgsql AS $$
DECLARE
  v_head    bigint := CASE WHEN p_known THEN registry.head_of(p_person) ELSE p_person END;
  v_counted boolean;
BEGIN
  UPDATE registry.person SET mobile_lines = mobile_lines + CASE WHEN organisation THEN 0 ELSE 1 END
   WHERE person_id = v_head AND joined_to IS NULL AND mobile_lines < p_limit;
  v_counted := FOUND;
  IF p_known THEN
    IF v_head IS DISTINCT FROM registry.head_of(p_person) THEN
      RAISE EXCEPTION 'the document was joined or split meanwhile' USING ERRCODE = 'SM002';
    END IF;
  END IF;
  IF NOT v_counted THEN
    RAISE EXCEPTION 'card limit' USING ERRCODE = 'SM001';
  END IF;
END
$$;

-- Returns the card of a closed line. The transaction has locked the document's row and the head's.
CREATE OR REPLACE FUNCTION registry.return_card(p_person bigint) RETURNS void
  LANGUAGE plpgsql AS $$
BEGIN
  UPDATE registry.person SET mobile_lines = mobile_lines - 1, card_ceiling = greatest(5, mobile_lines - 1)
   WHERE person_id = registry.head_of(p_person) AND NOT organisation;
END
$$;

-- Key services (N-7): an organisation may hold few numbers of each class. Other classes pass. It locks the person's row
-- first and counts in a later statement, which sees what the previous holder of the lock committed. So the count is
-- exact, and closing a line has nothing to update. SM031: no room.
CREATE OR REPLACE FUNCTION registry.product_must_have_room(p_person bigint, p_product text, p_limit integer) RETURNS void
  LANGUAGE plpgsql AS $$
DECLARE
  v_lines integer;
BEGIN
  IF p_product IS NULL OR p_product = 'iot' THEN
    RETURN;
  END IF;
  PERFORM FROM registry.person WHERE person_id = p_person FOR NO KEY UPDATE;
  SELECT count(*) INTO v_lines
    FROM registry.registration r
    JOIN registry.line_states() s ON s.state = r.line_status AND s.counts
   WHERE r.person_id = p_person AND r.product_class = p_product;
  IF v_lines >= p_limit THEN
    RAISE EXCEPTION 'no room for another number of this class' USING ERRCODE = 'SM031';
  END IF;
END
$$;
