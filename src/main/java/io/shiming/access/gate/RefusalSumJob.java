package io.shiming.access.gate;

import io.quarkus.scheduler.Scheduled;
import io.shiming.audit.Act;
import io.shiming.audit.Entry;
import io.shiming.problem.Cause;
import io.shiming.problem.Code;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Stores the counts of refusals, and writes one entry for each actor and minute that has ended. */
@ApplicationScoped
class RefusalSumJob {
    private static final Logger LOG = Logger.getLogger(RefusalSumJob.class);
    private static final int MOST_PARTS = 50;

    private final RefusalSums sums;
    private final RefusalTable table;
    private final Clock clock;

    RefusalSumJob(RefusalSums sums, RefusalTable table, Clock clock) {
        this.sums = sums;
        this.table = table;
        this.clock = clock;
    }

    private record Minute(int operator, String actor, Instant minute) {}

    @Scheduled(
            identity = "refusal-counts",
            every = "${shiming.access.refusals.store-every:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void store() {
        sums.store();
    }

    @Scheduled(
            identity = "refusal-sums",
            every = "${shiming.access.refusals.sum-every:5s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sum() {
        try {
            table.ended().stream()
                    .collect(Collectors.groupingBy(
                            part -> new Minute(
                                    part.count().operator(), part.count().actor(), part.minute()),
                            LinkedHashMap::new,
                            Collectors.toList()))
                    .values()
                    .forEach(this::sumOrWait);
        } catch (RuntimeException failure) {
            LOG.warnf("counted refusals wait for the next round: %s", Cause.named(failure));
        }
    }

    /** One minute that fails stops no other: its reason may be one that a newer release beside this one has counted. */
    private void sumOrWait(List<RefusalTable.Part> parts) {
        try {
            sum(parts);
        } catch (RuntimeException failure) {
            LOG.warnf("counted refusals of one minute wait for the next round: %s", Cause.named(failure));
        }
    }

    private void sum(List<RefusalTable.Part> parts) {
        var first = parts.get(0);
        int refusals =
                (int) parts.stream().mapToLong(RefusalTable.Part::refusals).sum();
        var entry = Entry.by(first.count(), Act.REFUSALS_SUMMED, clock)
                .count(refusals)
                .minute(
                        first.minute(),
                        parts.stream()
                                .limit(MOST_PARTS)
                                .map(part ->
                                        part.count().act() + " " + part.count().reason() + " " + part.refusals())
                                .toList())
                .refused(Code.valueOf(first.count().reason()));
        table.sum(first, refusals, entry);
    }
}
