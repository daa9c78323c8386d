package io.shiming.verification;

import java.time.Instant;

/**
 * What the authority said, without anything of the person.
 *
 * @param provider name of the authority, for the register
 * @param checkId the authority's own reference of this check; empty if there was no answer
 * @param checkedAt when the authority checked; when we gave up, if there was no answer
 */
public record Answer(Result result, String provider, String checkId, Instant checkedAt) {

    /** The six things that can be known after asking. */
    public enum Result {
        /** Name and number belong together: the only result that permits a registration. */
        MATCH,
        /** The document exists, and belongs to another person. */
        MISMATCH,
        /** The authority knows no such document. */
        UNKNOWN_DOCUMENT,
        /** The national hub counts as many mobile cards as the law permits. */
        CARDS_EXHAUSTED,
        /** Nothing is known; ask again with the same request id. */
        UNAVAILABLE
    }

    /** No usable answer came. */
    public static Answer unavailable(String provider, Instant at) {
        return new Answer(Result.UNAVAILABLE, provider, "", at);
    }

    /** Whether a registration may follow. */
    public boolean verified() {
        return result == Result.MATCH;
    }
}
