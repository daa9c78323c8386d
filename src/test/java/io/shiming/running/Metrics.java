package io.shiming.running;

import java.net.URI;

/** What the management port tells. */
final class Metrics {
    private Metrics() {}

    /** All of it, as Prometheus reads it. */
    static String at(URI management) {
        return Caller.anonymous()
                .get(management.resolve("/q/metrics").toString())
                .mustBe(200)
                .body();
    }
}
