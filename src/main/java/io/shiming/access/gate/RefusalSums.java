package io.shiming.access.gate;

import io.quarkus.runtime.ShutdownEvent;
import io.shiming.access.Actor;
import io.shiming.audit.Act;
import io.shiming.audit.Entry;
import io.shiming.audit.Receipt;
import io.shiming.problem.Cause;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Writes the entry of each refusal up to a rate of its actor, and counts the refusals beyond it. The rate is counted in
 * the database. The counts beyond it are kept here and stored each second: a kill loses those of the last second, never
 * the entries. While they cannot be stored, every refusal needs an entry of its own again, and so fails.
 */
@ApplicationScoped
class RefusalSums {
    private static final Logger LOG = Logger.getLogger(RefusalSums.class);
    private static final long LONGEST_UNSTORED = Duration.ofSeconds(5).toNanos();

    private final RefusalTable table;
    private final Map<RefusedActor, Long> minutes = new ConcurrentHashMap<>();
    private final Map<RefusalCount, Integer> counts = new ConcurrentHashMap<>();
    private volatile boolean storable = true;
    private volatile long storedAt = System.nanoTime();
    private volatile boolean stopping;

    RefusalSums(RefusalTable table) {
        this.table = table;
    }

    private record RefusedActor(int operator, String actor) {}

    /**
     * Enters one refusal; the receipt of its entry, unless it was counted. {@link Problem} if neither was possible.
     *
     * @param lookup whether it is a lookup that was refused
     */
    Optional<Receipt> enter(Actor actor, boolean lookup, Act act, Code reason, Supplier<Entry> entry) {
        var refused = new RefusedActor(actor.operator(), actor.actor());
        var count = new RefusalCount(
                actor.operator(), actor.actor(), actor.client(), actor.role(), act.name(), reason.name());
        var until = minutes.get(refused);
        if (!mustStoreFirst() && until != null && System.nanoTime() - until < 0) {
            count(count, 1);
            return Optional.empty();
        }
        var appended = table.append(actor.actor(), lookup, entry.get());
        if (appended.receipt() == null) {
            minutes.put(refused, System.nanoTime() + appended.minuteEndsIn().toNanos());
            count(count, 1);
            if (mustStoreFirst()) {
                mustStore();
            }
        }
        return Optional.ofNullable(appended.receipt());
    }

    /** Stores what was counted since the last time; what cannot be stored stays. */
    synchronized void store() {
        minutes.values().removeIf(until -> System.nanoTime() - until >= 0);
        var byOperator = new TreeMap<Integer, List<Map.Entry<RefusalCount, Integer>>>();
        for (var each : counts.keySet()) {
            var refusals = counts.remove(each);
            if (refusals != null) {
                byOperator
                        .computeIfAbsent(each.operator(), operator -> new ArrayList<>())
                        .add(Map.entry(each, refusals));
            }
        }
        boolean stored = true;
        for (var each : byOperator.entrySet()) {
            stored &= stored(each.getKey(), each.getValue());
        }
        storable = stored;
        if (stored) {
            storedAt = System.nanoTime();
        }
    }

    private boolean stored(int operator, List<Map.Entry<RefusalCount, Integer>> counted) {
        try {
            table.add(operator, counted);
            return true;
        } catch (RuntimeException unavailable) { // the outcome may be unknown: rather twice than not at all
            LOG.warnf("counts of refusals wait for the next round: %s", Cause.named(unavailable));
            counted.forEach(each -> count(each.getKey(), each.getValue()));
            return false;
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        store();
    }

    /** Where nothing stores what is only counted, or not in time. */
    private boolean mustStoreFirst() {
        return stopping || !storable || System.nanoTime() - storedAt > LONGEST_UNSTORED;
    }

    private void mustStore() {
        store();
        if (!storable) {
            throw Problem.unavailable(new IllegalStateException("counts are not stored"));
        }
    }

    private void count(RefusalCount count, int refusals) {
        counts.merge(count, refusals, Integer::sum);
    }
}
