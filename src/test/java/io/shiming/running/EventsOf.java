package io.shiming.running;

import java.util.ArrayList;
import java.util.List;

/** What the feed tells of one registration, in its order. */
final class EventsOf {
    private EventsOf() {}

    static List<String> registration(Caller provisioning, String registration) {
        var kinds = new ArrayList<String>();
        String cursor = "0";
        while (true) {
            var page = provisioning.events(cursor, 500).mustBe(200);
            if (page.json().at("/events").isEmpty()) {
                return kinds;
            }
            page.json().at("/events").forEach(event -> {
                if (event.path("registration").asText().equals(registration)) {
                    kinds.add(event.path("kind").asText());
                }
            });
            cursor = page.text("/cursor");
        }
    }
}
