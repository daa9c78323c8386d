package io.shiming.access.gate;

import io.shiming.access.Connections;
import io.shiming.audit.Entry;
import io.shiming.audit.Receipt;
import io.shiming.database.FunctionCall;
import io.shiming.database.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The statements about refusals; each is a transaction of its own. */
@ApplicationScoped
class RefusalTable {
    private final Connections connections;
    private final RefusalConfig config;

    RefusalTable(Connections connections, RefusalConfig config) {
        this.connections = connections;
        this.config = config;
    }

    /**
     * What became of a refusal.
     *
     * @param receipt of its entry; null where the actor has had all entries of this minute
     * @param minuteEndsIn then, how long the minute lasts
     */
    record Appended(@Nullable Receipt receipt, Duration minuteEndsIn) {}

    /** A part of what an actor was refused in a minute that has ended. */
    record Part(RefusalCount count, Instant minute, long refusals) {}

    /**
     * Appends its entry, if the actor has entries left in this minute.
     *
     * @param lookup whether a lookup was refused, which does not wait for what the others do
     */
    Appended append(String actor, boolean lookup, Entry entry) {
        return FunctionCall.of("registry.append_refusal")
                .with("p_operator", (short) entry.operator())
                .with("p_actor", actor)
                .with("p_most", config.entriesPerMinute())
                .with("p_entry", entry.bytes())
                .row(
                        connections.of(lookup),
                        row -> row.isNull("entry_leaf")
                                ? new Appended(null, Duration.ofMillis(row.number("minute_ends_in")))
                                : new Appended(Receipt.of(entry.id(), row.bytes("entry_leaf")), Duration.ZERO));
    }

    /** On the connections of lookups, one at a time: while this fails, a refusal beyond the rate is not answered with its code. */
    void add(int operator, List<Map.Entry<RefusalCount, Integer>> counts) {
        FunctionCall.of("registry.add_refusals")
                .with("p_operator", (short) operator)
                .with("p_actors", column(counts, RefusalCount::actor))
                .with("p_acts", column(counts, RefusalCount::act))
                .with("p_reasons", column(counts, RefusalCount::reason))
                .with("p_clients", column(counts, RefusalCount::client))
                .with("p_roles", column(counts, RefusalCount::role))
                .with("p_refusals", counts.stream().map(Map.Entry::getValue).toArray(Integer[]::new))
                .row(connections.of(true), row -> true);
    }

    /** The largest part of an actor's minute first. */
    List<Part> ended() {
        return FunctionCall.of("registry.refusals_to_sum").rows(connections.of(false), RefusalTable::part);
    }

    boolean sum(Part first, int refusals, Entry entry) {
        return FunctionCall.of("registry.append_refusal_sum")
                .with("p_operator", (short) entry.operator())
                .with("p_actor", first.count().actor())
                .with("p_minute", first.minute())
                .with("p_refusals", refusals)
                .with("p_entry", entry.bytes())
                .row(connections.of(false), row -> row.flag("append_refusal_sum"));
    }

    private static Part part(Row row) throws SQLException {
        var count = new RefusalCount(
                (int) row.number("operator"),
                row.text("actor"),
                row.text("client"),
                row.text("role"),
                row.text("act"),
                row.text("reason"));
        return new Part(count, row.instant("minute"), row.number("refusals"));
    }

    private static String[] column(
            List<Map.Entry<RefusalCount, Integer>> counts, Function<RefusalCount, String> column) {
        return counts.stream().map(Map.Entry::getKey).map(column).toArray(String[]::new);
    }
}
