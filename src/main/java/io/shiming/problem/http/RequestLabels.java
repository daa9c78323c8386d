package io.shiming.problem.http;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The labels of the metrics of requests: the template of a route, or UNKNOWN; a known method, or OTHER. Nothing else of a
 * request becomes a label, at any status, so that their number is bounded too.
 */
@Singleton
class RequestLabels implements MeterFilter {
    private static final String PREFIX = "http.server.";
    private static final String UNKNOWN = "UNKNOWN";

    /** What the framework says where it knows no path; the routes of Quarkus itself have no template. */
    private static final Set<String> FIXED = Set.of(
            UNKNOWN,
            "NOT_FOUND",
            "REDIRECTION",
            "root",
            "/q/health",
            "/q/health/live",
            "/q/health/ready",
            "/q/health/started",
            "/q/metrics",
            "/q/openapi");

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS");

    private final BeanManager beans;
    private @Nullable RouteTemplates routes;

    RequestLabels(BeanManager beans) {
        this.beans = beans;
    }

    @Override
    public Meter.Id map(Meter.Id meter) {
        return meter.getName().startsWith(PREFIX)
                ? meter.replaceTags(meter.getTags().stream().map(this::bounded).collect(Collectors.toList()))
                : meter;
    }

    private Tag bounded(Tag tag) {
        return switch (tag.getKey()) {
            case "uri" -> Tag.of("uri", route(tag.getValue()));
            case "method" -> METHODS.contains(tag.getValue()) ? tag : Tag.of("method", "OTHER");
            default -> tag;
        };
    }

    private String route(String path) {
        return FIXED.contains(path) ? path : routes().of(path).orElse(UNKNOWN);
    }

    private synchronized RouteTemplates routes() {
        var known = routes;
        if (known == null) {
            known = RouteTemplates.of(beans);
            routes = known;
        }
        return known;
    }
}
