package io.shiming.verification;

import java.util.List;

/** An authority that may confirm that a name and a document number belong together. */
public interface IdentityAuthority {
    /**
     * Asks, and waits for a bounded time. Call it with no transaction open and no connection held. The same request id
     * asks the same question again and gets the same answer. Never throws: trouble of any kind is
     * {@link Answer.Result#UNAVAILABLE}.
     */
    Answer ask(Claim claim);

    /** Asks about all who stand in one contract: the first one's answer, unless another one does not match. */
    default Answer ask(Claim claim, List<Claim> beside) {
        var answer = ask(claim);
        for (int i = 0; i < beside.size() && answer.verified(); i++) {
            var other = ask(beside.get(i));
            answer = other.verified() ? answer : other;
        }
        return answer;
    }
}
