package io.shiming.verification;

/** Whoever may confirm that a name and a document number belong together. */
public interface IdentityAuthority {
    /**
     * Asks, and waits for a bounded time. Call it with no transaction open and no connection held. The same request id
     * asks the same question again and gets the same answer. Never throws: trouble of any kind is
     * {@link Answer.Result#UNAVAILABLE}.
     */
    Answer ask(Claim claim);
}
