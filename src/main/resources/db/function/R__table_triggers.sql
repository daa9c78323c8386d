-- The triggers of all tables.

-- The log only grows: its guards (audit.refuse_change).
DO $$
DECLARE
  c_refuse constant text := 'FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change()';
BEGIN
  CALL registry.set_trigger('audit.entry', 'only_grows',
    'BEFORE UPDATE OF entry_id, operator_id, at, act, actor, client, role, store, purpose, decision, reason, registration,'
      || ' bytes OR DELETE OR TRUNCATE', c_refuse);
  CALL registry.set_trigger('audit.leaf', 'only_grows', 'BEFORE UPDATE OR DELETE OR TRUNCATE', c_refuse);
  CALL registry.set_trigger('audit.checkpoint', 'only_grows', 'BEFORE UPDATE OR DELETE OR TRUNCATE', c_refuse);
  CALL registry.set_trigger('audit.cosigned', 'only_grows', 'BEFORE UPDATE OR DELETE OR TRUNCATE', c_refuse);
  CALL registry.set_trigger('audit.tile', 'never_emptied', 'BEFORE DELETE OR TRUNCATE', c_refuse);
  CALL registry.set_trigger('audit.head', 'never_emptied', 'BEFORE DELETE OR TRUNCATE', c_refuse);
  CALL registry.set_trigger('audit.queue', 'never_emptied', 'BEFORE UPDATE OR TRUNCATE', c_refuse);
END
$$;
-- The person of an entry may be erased, and not given or changed.
CALL registry.set_trigger('audit.entry', 'only_erased', 'BEFORE UPDATE OF person_id', $$FOR EACH ROW
  WHEN (NEW.person_id IS NOT NULL) EXECUTE FUNCTION audit.refuse_change()$$);
CALL registry.set_trigger('audit.tile', 'only_extended', 'BEFORE UPDATE', $$FOR EACH ROW
  WHEN (NEW.level <> OLD.level OR NEW.index <> OLD.index
        OR substring(NEW.bytes FOR octet_length(OLD.bytes)) <> OLD.bytes)
  EXECUTE FUNCTION audit.refuse_change()$$);
CALL registry.set_trigger('audit.head', 'only_forward', 'BEFORE UPDATE', $$FOR EACH ROW
  WHEN (NEW.size <= OLD.size) EXECUTE FUNCTION audit.refuse_change()$$);

-- What may change only together with an entry of the same transaction. Checked at commit.
CALL registry.set_trigger('registry.registration', 'bound_in_the_same_transaction',
  'AFTER UPDATE OF sealed, sealed_at, identity_entry_id, identity_salt',
  'DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION registry.must_be_bound()');
CALL registry.set_trigger('registry.corrected_identity', 'bound_in_the_same_transaction', 'AFTER UPDATE',
  'DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION registry.must_be_bound()');
CALL registry.set_trigger('registry.evidence', 'bound_in_the_same_transaction', 'AFTER UPDATE OF sealed',
  'DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION registry.evidence_must_be_bound()');
CALL registry.set_trigger('registry.registration', 'told_in_the_same_transaction', 'AFTER DELETE',
  'DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION registry.must_be_told()');
CALL registry.set_trigger('registry.person', 'told_in_the_same_transaction', 'AFTER UPDATE OF joined_to, card_ceiling',
  'DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.joined_to IS DISTINCT FROM OLD.joined_to OR NEW.card_ceiling > OLD.card_ceiling)
  EXECUTE FUNCTION registry.join_must_be_told()');
