package io.shiming.running;

import io.shiming.trial.TrialTokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** People behind the counter and in the office that nobody has counted yet: each has an id of its own. */
@ApplicationScoped
class Staff {
    private final Callers callers;
    private final Superuser superuser;

    Staff(Callers callers, Superuser superuser) {
        this.callers = callers;
        this.superuser = superuser;
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
        if (user.startsWith("clerk") || user.startsWith("manager")) {
            boolean ridge = user.endsWith("-ridge");
            superuser.run("INSERT INTO registry.clerk (operator_id, clerk_id, dealer_code, trained_until)"
                    + " VALUES (%d, '%s', '%s', DATE '2099-12-31') ON CONFLICT DO NOTHING"
                            .formatted(ridge ? 2 : 1, id, ridge ? "D-200" : "D-100"));
        }
        return new Member(id, callers.draft(user).with("sub", id));
    }

    /** A clerk of a store that has looked nobody up yet. */
    Member clerkOf(String store) {
        superuser.run("INSERT INTO registry.store (operator_id, store_code, dealer_code, region, terminals)"
                + " VALUES (1, '" + store + "', 'D-100', '11', ARRAY['T-1']) ON CONFLICT DO NOTHING");
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
