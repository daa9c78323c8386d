-- A key of the log is replaced while the log goes on: 'arriving' until the log itself has announced it, then 'live' beside
-- the one before, and both sign every checkpoint for thirty days.
ALTER TABLE keyring.log_key DROP CONSTRAINT log_key_state_check;
ALTER TABLE keyring.log_key ADD CONSTRAINT log_key_state_check CHECK (state IN ('arriving', 'live', 'retired'));
ALTER TABLE keyring.log_key ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now(); -- when it took the state it is in

ALTER TABLE keyring.rotation DROP CONSTRAINT rotation_kind_check;
ALTER TABLE keyring.rotation ADD CONSTRAINT rotation_kind_check
  CHECK (kind IN ('operator', 'document', 'number', 'person', 'root', 'seals', 'log'));
