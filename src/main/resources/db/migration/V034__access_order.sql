-- Bulk work: ordered by one officer, approved by another of another unit, within a day, once.
CREATE TABLE registry.bulk_order (
  operator_id   smallint    NOT NULL REFERENCES registry.operator,
  order_id      uuid        NOT NULL,
  kind          text        NOT NULL CHECK (kind IN ('EXPORT', 'PURGE', 'LOG_EPOCH')),
  terms         text        NOT NULL CHECK (octet_length(terms) <= 8192), -- what was ordered; it names no person
  terms_digest  bytea       NOT NULL CHECK (octet_length(terms_digest) = 32), -- keyed, over terms, number and orderer
  most          integer     NOT NULL CHECK (most > 0), -- records or people
  ordered_by    text        NOT NULL,
  ordered_unit  text        NOT NULL,
  ordered_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  expires_at    timestamptz NOT NULL DEFAULT clock_timestamp() + interval '24 hours',
  approved_by   text        CHECK (approved_by <> ordered_by),
  approved_unit text        CHECK (approved_unit <> ordered_unit),
  approval_digest bytea     CHECK (octet_length(approval_digest) = 32), -- keyed, over approver and order
  approved_at   timestamptz CHECK ((approved_at IS NULL) = (approved_by IS NULL AND approved_unit IS NULL)),
  begun_at      timestamptz CHECK (begun_at IS NULL OR approved_at IS NOT NULL),
  ended_at      timestamptz CHECK (ended_at IS NULL OR begun_at IS NOT NULL),
  outcome       text        CHECK (outcome IN ('DONE', 'FAILED')),
  done          integer     CHECK (done BETWEEN 0 AND most),
  PRIMARY KEY (operator_id, order_id)
) WITH (fillfactor = 70);
CREATE INDEX bulk_order_begun_ix ON registry.bulk_order (operator_id, kind, begun_at) WHERE begun_at IS NOT NULL;
