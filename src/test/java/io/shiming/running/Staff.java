package io.shiming.running;

import io.shiming.trial.TrialTokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** People behind the counter and in the office that nobody has counted yet: each has an id of its own. */
@ApplicationScoped
class Staff {
    private final Callers callers;

    Staff(Callers callers) {
        this.callers = callers;
    }

    /**
     * One of them.
     *
     * @param id as the log has it
     */
    record Member(String id, TrialTokens.Draft draft) {
        Caller caller() {
            return new Caller(draft.mint());
        }
    }

    /** Somebody who does what this demo user does. */
    Member like(String user) {
        return like(user, "staff-" + UUID.randomUUID());
    }

    Member like(String user, String id) {
        return new Member(id, callers.draft(user).with("sub", id));
    }

    /** A clerk of a store that has looked nobody up yet. */
    Member clerkOf(String store) {
        var clerk = like("clerk-1");
        return new Member(clerk.id, clerk.draft.with("store", store));
    }

    /** A question of customer service about the line that a form was signed for. */
    static Form service(Form signed) {
        return Form.empty()
                .with("line", Counter.line(signed).json())
                .with("purpose", "CUSTOMER_SERVICE")
                .with("legalBasis", "CONTRACT");
    }
}
