-- A person's own key can be renewed. The first key stands alone in column wrapped (60 bytes: nonce, key, tag). From the
-- first renewal on the column holds each key with its version before it (2 bytes and 60), newest first: two while seals of
-- the old one are left, then one.
ALTER TABLE keyring.person_key DROP CONSTRAINT person_key_wrapped_check;
ALTER TABLE keyring.person_key ADD CONSTRAINT person_key_wrapped_check
  CHECK (octet_length(wrapped) = 60 OR (octet_length(wrapped) > 0 AND octet_length(wrapped) % 62 = 0));
ALTER TABLE keyring.person_key ADD COLUMN renewed_at timestamptz; -- when the newest of several keys was made

-- Those with an old key to be destroyed; nobody, between renewals.
CREATE INDEX person_key_several ON keyring.person_key (operator_id, person_id) WHERE octet_length(wrapped) > 62;

-- The version of the newest key, as an envelope has it in its third and fourth byte.
CREATE FUNCTION keyring.newest_version(wrapped bytea) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE octet_length(wrapped) WHEN 60 THEN '\x0001'::bytea ELSE substring(wrapped FROM 1 FOR 2) END
$$;

ALTER TABLE keyring.rotation DROP CONSTRAINT rotation_kind_check;
ALTER TABLE keyring.rotation ADD CONSTRAINT rotation_kind_check
  CHECK (kind IN ('operator', 'document', 'number', 'person', 'root', 'seals'));
