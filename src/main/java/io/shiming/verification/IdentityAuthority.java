package io.shiming.verification;

import java.util.Optional;

/** Whoever may confirm that a name and a document number belong together. */
public interface IdentityAuthority {
    /**
     * Asks, and waits for a bounded time. Call it with no transaction open and no connection held. The same request id
     * asks the same question again and gets the same answer. Never throws: trouble of any kind is
     * {@link Answer.Result#UNAVAILABLE}.
     */
    Answer ask(Claim claim);

    /** Asks about two persons who sign together: the first one's answer, unless the second one does not match. */
    default Answer ask(Claim claim, Optional<Claim> beside) {
        var answer = ask(claim);
        if (!answer.verified() || beside.isEmpty()) {
            return answer;
        }
        var second = ask(beside.get());
        return second.verified() ? answer : second;
    }
}
