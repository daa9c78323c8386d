package io.shiming.registration.line;

/** What a registered line may do. All but a closed one count as cards (regulation section 4, row 3). */
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
