package io.shiming.audit;

/** An answer that quotes the audit entry of its call; the header {@code Audit-Entry} quotes the same. */
public interface Receipted {
    Receipt receipt();
}
