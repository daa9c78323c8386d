-- The keys of persons.
SET LOCAL check_function_bodies = off;

-- The version of the newest key of a person, as in the third and fourth byte of an envelope.
CREATE OR REPLACE FUNCTION keyring.newest_version(wrapped bytea) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE octet_length(wrapped) WHEN 60 THEN '\x0001'::bytea ELSE substring(wrapped FROM 1 FOR 2) END
$$;

GRANT EXECUTE ON FUNCTION keyring.newest_version(bytea) TO shiming_service, shiming_keyring;
