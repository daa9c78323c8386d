-- The newest release that has migrated this database: an older one applies nothing (io.shiming.boot.Schema).
CREATE TABLE registry.release (
  single boolean     PRIMARY KEY DEFAULT true CHECK (single),
  number text        NOT NULL,
  since  timestamptz NOT NULL DEFAULT now()
);
