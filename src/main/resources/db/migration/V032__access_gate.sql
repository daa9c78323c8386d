-- Used proofs of possession (RFC 9449). The column is a digest of the key's thumbprint and the proof's id, which identifies
-- no person. A row is kept for longer than the proof is valid.
CREATE TABLE registry.proof_used (
  proof      bytea       PRIMARY KEY CHECK (octet_length(proof) = 32),
  good_until timestamptz NOT NULL
);
CREATE INDEX proof_used_over_ix ON registry.proof_used (good_until);
