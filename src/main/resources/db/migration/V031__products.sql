-- Key services (N-7): an organisation may hold few numbers of each class; what is not counted is let through.
-- The person's row is locked first, and the lines are counted in a statement of its own, which sees what whoever held the
-- lock before has left: exact, and nothing to be kept in step when a line is closed. Raises SM031 without room.
CREATE FUNCTION registry.product_must_have_room(p_person bigint, p_product text, p_limit integer) RETURNS void
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
    JOIN registry.service_line l ON l.person_id = r.person_id AND l.registration_id = r.registration_id
   WHERE r.person_id = p_person AND r.product_class = p_product AND l.status <> 'CLOSED';
  IF v_lines >= p_limit THEN
    RAISE EXCEPTION 'no room for another number of this class' USING ERRCODE = 'SM031';
  END IF;
END
$$;
