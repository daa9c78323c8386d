package io.shiming.access.gate;

import io.quarkus.runtime.ShutdownEvent;
import io.shiming.access.Actor;
import io.shiming.access.Role;
import io.shiming.audit.Act;
import io.shiming.audit.Entry;
import io.shiming.problem.Code;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Lets a test refuse as several instances of the service do, and sum when it wants to. */
@ApplicationScoped
public class Refusing {
    private final RefusalTable table;
    private final RefusalSums sums;
    private final RefusalSumJob job;
    private final Clock clock;

    Refusing(RefusalTable table, RefusalSums sums, RefusalSumJob job, Clock clock) {
        this.table = table;
        this.sums = sums;
        this.job = job;
        this.clock = clock;
    }

    /** An instance that shares nothing but the database with the others. */
    public Instance another() {
        return new Instance(new RefusalSums(table));
    }

    /** Stores what the running service has counted. */
    public void store() {
        sums.store();
    }

    /** Writes the entries of minutes that have ended. */
    public void sum() {
        job.sum();
    }

    /** One instance of the service. */
    public final class Instance {
        private final RefusalSums own;

        private Instance(RefusalSums own) {
            this.own = own;
        }

        /** Refuses this actor once. */
        public void refuse(String actor) {
            var refused = new Actor(1, "till", actor, Role.CLERK, null, null, null, null, null, null);
            own.enter(refused, true, Act.LOOKUP_REFUSED, Code.QUOTA_EXCEEDED, () -> Entry.by(
                            refused, Act.LOOKUP_REFUSED, clock)
                    .refused(Code.QUOTA_EXCEEDED));
        }

        /** Ends in order. */
        public void stop() {
            own.stop(new ShutdownEvent());
        }
    }
}
