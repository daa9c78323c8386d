package io.shiming.access.policy;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells operations of alarms about lookups and about orders that concern many people: a metric by kind, and a log line
 * that names the entry and no person. An alarm about a decoy is only in the feed, which privacy officers read. A metric
 * or a log line would show a person who looks people up, and reads those too, which of them are decoys.
 */
@ApplicationScoped
public class Alarms {
    private static final Logger LOG = Logger.getLogger(Alarms.class);
    private static final Set<String> IN_THE_FEED_ALONE = Set.of("DECOY_PERSON");

    private final MeterRegistry meters;

    Alarms(MeterRegistry meters) {
        this.meters = meters;
    }

    /** These were written with the entry, as words with commas between; null or empty for none. */
    public void raised(@Nullable String kinds, UUID entry) {
        if (kinds == null || kinds.isEmpty()) {
            return;
        }
        for (String kind : kinds.split(",", -1)) {
            if (IN_THE_FEED_ALONE.contains(kind)) continue;
            meters.counter("shiming.access.alarms", "kind", kind).increment();
            LOG.warnf("access alarm %s, see entry %s", kind, entry);
        }
    }
}
