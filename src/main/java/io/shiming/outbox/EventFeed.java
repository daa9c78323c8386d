package io.shiming.outbox;

import io.agroal.api.AgroalDataSource;
import io.shiming.database.FunctionCall;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The events of one operator, in an order that never changes: a reader with a cursor gets each one once. */
@ApplicationScoped
public class EventFeed {
    private final AgroalDataSource source;

    EventFeed(AgroalDataSource source) {
        this.source = source;
    }

    /** At most {@code most} events with a position above {@code after}; empty when there are none yet. CURSOR_UNKNOWN beyond the newest. */
    public List<Event> after(int operator, long after, int most) {
        return FunctionCall.of("registry.read_events")
                .with("p_operator", (short) operator)
                .with("p_after", after)
                .with("p_most", most)
                .page(
                        source,
                        row -> new Event(
                                row.number("event_position"),
                                row.uuid("id"),
                                row.text("event_kind"),
                                row.uuid("subject"),
                                row.textOrNull("event_detail"),
                                row.instant("at")));
    }
}
