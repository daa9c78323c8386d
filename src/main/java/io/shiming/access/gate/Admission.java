package io.shiming.access.gate;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.shiming.access.AdmissionConfig;
import io.shiming.access.AdmittedCall;
import io.shiming.access.CallCounts;
import io.shiming.access.RouteRules;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.problem.http.ResponseHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Admits calls before a worker thread is taken: bounded for each actor, client and address, with bodies of bounded size,
 * time and memory. What is refused here is thrown by {@link Gate}, once the caller is known, so that it is entered in the
 * log like every refusal; where no worker thread is left for that, the answer is UNAVAILABLE, which is never entered.
 */
@ApplicationScoped
class Admission {
    private static final int AFTER_THE_HEADERS_OF_EVERY_ANSWER = 900;

    private final RouteRules rules = RouteRules.reviewed();
    private final CallCounts counts = new CallCounts();
    private final AdmissionConfig config;
    private final VerifiedTokens tokens;
    private final ActorCache actors;
    private final ResponseHeaders responseHeaders;
    private final Duration readTimeout;

    Admission(
            AdmissionConfig config,
            VerifiedTokens tokens,
            ActorCache actors,
            ResponseHeaders responseHeaders,
            @ConfigProperty(name = "quarkus.http.read-timeout") Duration readTimeout) {
        this.config = config;
        this.tokens = tokens;
        this.actors = actors;
        this.responseHeaders = responseHeaders;
        this.readTimeout = readTimeout;
    }

    void admit(@Observes Filters filters) {
        filters.register(this::admit, AFTER_THE_HEADERS_OF_EVERY_ANSWER);
    }

    /** How much of a bounded thing is in use. */
    long inUse(String of) {
        return counts.inUse(of);
    }

    private void admit(RoutingContext call) {
        var path = call.normalizedPath();
        if (path == null || path.startsWith("/q/")) { // probes and metrics have no body and no caller
            call.next();
            return;
        }
        var admitted = new AdmittedCall(rules.of(path), counts, config);
        admitted.begin(call);
        var request = call.request();
        if (!enters(admitted, request)) {
            goOn(call, admitted, AdmittedCall.tooMany());
        } else if (!hasBody(request)) {
            goOn(call, admitted, null);
        } else if (announced(request) > admitted.rule().bytes()) {
            goOn(call, admitted, Problem.of(Code.PAYLOAD_TOO_LARGE));
        } else {
            new BodyCollection(call, admitted, announced(request), refusal -> goOn(call, admitted, refusal))
                    .begin(readTimeout);
        }
    }

    private boolean enters(AdmittedCall admitted, HttpServerRequest request) {
        var known = tokens.known(request.getHeader("Authorization"));
        var actor = known == null ? null : actors.ifOne(known);
        return actor == null ? admitted.entersFrom(request.remoteAddress().hostAddress()) : admitted.entersFor(actor);
    }

    private void goOn(RoutingContext call, AdmittedCall admitted, @Nullable Problem refusal) {
        if (refusal != null) {
            admitted.refuse(refusal);
            if (hasBody(call.request())) {
                BodyRemainder.discard(call);
            }
        }
        if (!admitted.entersWork()) {
            answer(call, AdmittedCall.busy());
        } else if (refusal != null && call.request().getHeader("Authorization") == null) {
            answer(call, refusal);
        } else {
            call.next();
        }
    }

    private void answer(RoutingContext call, Problem refusal) {
        refusal.retryAfter()
                .ifPresent(wait -> call.response().putHeader("Retry-After", Long.toString(wait.toSeconds())));
        responseHeaders.answer(call, refusal.code());
    }

    private static boolean hasBody(HttpServerRequest request) {
        return announced(request) > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    private static long announced(HttpServerRequest request) {
        var length = request.getHeader("Content-Length");
        return length != null && length.matches("[0-9]{1,18}") ? Long.parseLong(length) : 0;
    }
}
