-- Who held a number, and from when to when.
SET LOCAL check_function_bodies = off;

-- Gives a number free and keeps the tenure of its holder. Only for a registration that was live: an application that came
-- to nothing leaves no tenure.
CREATE OR REPLACE FUNCTION registry.end_tenure(
    p_operator smallint, p_number_index bytea, p_person bigint, p_registration bigint) RETURNS void
  LANGUAGE plpgsql AS $$
BEGIN
  WITH freed AS (
    DELETE FROM registry.number_directory
     WHERE operator_id = p_operator AND number_index = p_number_index
       AND person_id = p_person AND registration_id = p_registration
    RETURNING operator_id, number_index, index_version, person_id, registration_id)
  INSERT INTO registry.past_tenure (operator_id, number_index, index_version, person_id, registration_id)
  SELECT freed.* FROM freed;
END
$$;

-- All tenures of a number that are kept; "ended" is not part of one. A row counts only if the registration, which is bound
-- to the log, has this number: an edited row leads to no person. An applicant who waits holds
-- nothing yet.
CREATE OR REPLACE FUNCTION registry.tenures(p_operator smallint, p_number_indexes bytea[])
  RETURNS TABLE (person bigint, registration bigint, began timestamptz, ended timestamptz)
  LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
    SELECT r.person_id, r.registration_id, coalesce(r.opened_at, r.signed_at),
           coalesce(r.closed_at, CASE WHEN r.status = 'SUPPLEMENTED' THEN r.decided_at END)
      FROM (
        SELECT d.person_id, d.registration_id, d.number_index, false AS past FROM registry.number_directory d
         WHERE d.operator_id = p_operator AND d.number_index = ANY (p_number_indexes)
        UNION ALL
        SELECT t.person_id, t.registration_id, t.number_index, true FROM registry.past_tenure t
         WHERE t.operator_id = p_operator AND t.number_index = ANY (p_number_indexes)) held
      JOIN registry.registration r ON r.person_id = held.person_id AND r.registration_id = held.registration_id
        AND r.number_index = held.number_index
     WHERE (NOT held.past OR r.line_status = 'CLOSED' OR r.status = 'SUPPLEMENTED')
       AND (r.opened_at IS NOT NULL OR r.status IN ('INCOMPLETE', 'SUSPENDED_UNREGISTERED', 'SUPPLEMENTED'));
END
$$;
