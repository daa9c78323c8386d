package io.shiming.vault;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.Instant;

/**
 * Leave to open what is sealed for one person, for a short while. Only package {@code access} makes one, after it has
 * decided on role, purpose and legal basis; a test holds it to that.
 *
 * @param actor who opens, as the audit log names him or her
 * @param purpose the stated purpose
 * @param operator the operator whose subscriber the person is
 * @param person the person's id
 * @param until the last instant at which it is good
 */
public record UnsealPermit(String actor, String purpose, int operator, long person, Instant until) {

    /** Refuses another operator, another person, or too late an hour. */
    void mustCover(int askedOperator, long askedPerson, Instant now) {
        if (operator != askedOperator || person != askedPerson || now.isAfter(until)) {
            throw Problem.of(Code.PERMISSION_DENIED);
        }
    }

    /** Neither who nor whose. */
    @Override
    public String toString() {
        return "UnsealPermit[" + purpose + "]";
    }
}
