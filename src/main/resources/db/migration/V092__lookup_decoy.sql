-- Registrations that no honest process looks up. A mark is a keyed digest of the registration's id: a reader of this table
-- without the keys learns how many there are, not which.
CREATE TABLE registry.decoy_mark (
  operator_id smallint    NOT NULL REFERENCES registry.operator,
  mark        bytea       NOT NULL CHECK (octet_length(mark) = 32),
  marked_at   date        NOT NULL DEFAULT current_date, -- a time would lead to a registration of that time
  passing     boolean     NOT NULL DEFAULT false, -- made by the service itself, and erased by retention
  PRIMARY KEY (operator_id, mark)
);
CREATE INDEX decoy_mark_in_use ON registry.decoy_mark (operator_id, passing, marked_at);

-- When the service plants the next decoy in each store. The decoy itself is recorded nowhere. It is erased like every
-- application that came to nothing, after thirty days; the next one comes long before, on a random day.
CREATE TABLE registry.decoy_store (
  operator_id smallint NOT NULL,
  store_code  text     NOT NULL,
  next_from   date     NOT NULL,
  PRIMARY KEY (operator_id, store_code),
  FOREIGN KEY (operator_id, store_code) REFERENCES registry.store
);
