package io.shiming.registration.application;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What of an application a second person has to look at, unless one has looked already: then there are none. */
public final class ReviewReasons {
    /** The comparison of the person with the document did not end with a device's yes (FA-1, section 4 row 11). */
    static final String NOT_SEEN_BY_DEVICE = "PERSON_NOT_COMPARED_BY_A_DEVICE";

    /** A document that proves nothing by itself (section 4 row 14). */
    static final String NEEDS_TWO = "DOCUMENT_FOR_TWO_PAIRS_OF_EYES";

    /** Papers that no device reads and no register confirms, such as those of a holder who has died. */
    static final String PAPER_ONLY = "PAPERS_THAT_NO_DEVICE_READS";

    private final boolean settled;
    private final TreeSet<String> reasons = new TreeSet<>();

    private ReviewReasons(boolean settled) {
        this.settled = settled;
    }

    /** Of an application that this colleague, if there is one, has looked at beside the clerk. */
    public static ReviewReasons settledBy(@Nullable String reviewer) {
        return new ReviewReasons(reviewer != null);
    }

    void add(String reason) {
        if (!settled) {
            reasons.add(reason);
        }
    }

    public boolean open() {
        return !reasons.isEmpty();
    }

    /** Refuses what cannot wait for a second person: one who looks at once is needed. */
    public void mustBeSettled() {
        if (open()) {
            throw Problem.of(Code.SECOND_REVIEWER_REQUIRED);
        }
    }

    /** Names of reasons, in a fixed order. */
    public List<String> reasons() {
        return List.copyOf(reasons);
    }
}
