package io.shiming.registration;

import io.shiming.access.CallContext;
import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.outbox.Event;
import io.shiming.outbox.EventFeed;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.registration.store.DecoyMarks;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What happened to registrations, for provisioning systems that follow along. */
@Path("/v1/events")
class EventFeedResource {
    private static final int MOST = 500;

    private final EventFeed feed;
    private final DecoyMarks decoys;
    private final CallContext callContext;

    EventFeedResource(EventFeed feed, DecoyMarks decoys, CallContext callContext) {
        this.feed = feed;
        this.decoys = decoys;
        this.callContext = callContext;
    }

    /**
     * A page of the feed.
     *
     * @param events in feed order
     * @param cursor give it back as {@code after} to read on; the same as before when nothing is new
     */
    record EventPage(List<Event> events, String cursor) {}

    @GET
    @RequiresPermission(Permission.EVENTS_READ)
    @Operation(summary = "Events after a cursor")
    public EventPage read(
            @QueryParam("after") @DefaultValue("0") String after, @QueryParam("limit") @Nullable String limit) {
        long cursor = whole(after, 0, Long.MAX_VALUE);
        int most = limit == null ? 100 : (int) whole(limit, 1, MOST);
        int operator = callContext.actor().operator();
        var page = feed.after(operator, cursor, most);
        var events = real(operator, page);
        while (events.isEmpty() && !page.isEmpty()) { // nothing but decoys: an empty page would look like the end
            cursor = last(page, cursor);
            page = feed.after(operator, cursor, most);
            events = real(operator, page);
        }
        return new EventPage(events, Long.toString(last(page, cursor)));
    }

    private List<Event> real(int operator, List<Event> page) {
        return page.stream()
                .filter(event -> !decoys.planted(operator, event.registration()))
                .toList();
    }

    private static long last(List<Event> page, long otherwise) {
        return page.isEmpty() ? otherwise : page.get(page.size() - 1).position();
    }

    private static long whole(String text, long least, long most) {
        if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
        long value = Long.parseLong(text);
        if (value < least || value > most) {
            throw Problem.of(Code.OUT_OF_RANGE);
        }
        return value;
    }
}
