package io.shiming.registration.line;

/** What a registered line may do. What each state counts for stands in {@code registry.line_states}. */
public enum LineStatus {
    /** It may live. */
    ACTIVE,
    /** Barred until what it was barred for is over. */
    SUSPENDED,
    /** Barred because a second verification failed (Anti-Telecom and Online Fraud Law article 11). */
    RESTRICTED,
    /** Its service has ended: for good. */
    CLOSED
}
