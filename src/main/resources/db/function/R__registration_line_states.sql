-- The one definition of the lines in a person's name.
SET LOCAL check_function_bodies = off;

-- One row for each state: of a line, or of a registration that has none, so the state is coalesce(line, registration). A
-- state without a row fails LineStatesTest.
-- in_name: the number is the person's. Own numbers list it, a refusal by a limit tells it, and no other person can have it.
-- counts: a mobile card takes one of the five, a number of a key service one of its class (regulation section 4, row 3). A
--   card is counted when its line opens; what has no line yet, or none any more, takes none.
-- holds: the service or the application is not over, so the person is not erased.
CREATE OR REPLACE FUNCTION registry.line_states()
  RETURNS TABLE (state text, in_name boolean, counts boolean, holds boolean)
  LANGUAGE sql IMMUTABLE AS $$
  VALUES
    ('ACTIVE',                 true,  true,  true),
    ('SUSPENDED',              true,  true,  true),
    ('RESTRICTED',             true,  true,  true),
    ('CLOSED',                 false, false, false),
    ('PENDING',                true,  false, true),
    ('REVIEW',                 true,  false, true),
    ('REFUSED',                false, false, false),
    ('EXPIRED',                false, false, false),
    ('INCOMPLETE',             true,  false, true),
    ('SUSPENDED_UNREGISTERED', true,  false, true),
    ('SUPPLEMENTED',           false, false, false)
$$;
